import type { Successor } from "./use-divisions.ts";

/** One pair of codes per line, as administrators paste them out of a notice. */
export function readSuccessors(text: string): { successors: Successor[]; wrong: number[] } {
  const wrong: number[] = [];
  const successors = text.split("\n").flatMap((line, at) => {
    if (line.trim() === "") return [];
    const [, from, to] = /^\s*(\d{12})\D+(\d{12})\s*$/.exec(line) ?? [];
    if (from && to) return [{ from, to }];
    wrong.push(at + 1);
    return [];
  });
  return { successors, wrong };
}

/** The same as text, to go on with. */
export function writeSuccessors(successors: readonly Successor[]): string {
  return successors.map(({ from, to }) => `${from} → ${to}`).join("\n");
}
