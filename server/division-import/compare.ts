import type { Division } from "../organization/divisions.ts";

/** Which division goes on in which, where their codes differ. */
export interface Successor {
  from: string;
  to: string;
}

/** A line of the preview. */
export interface DivisionChange {
  kind: "added" | "renamed" | "moved" | "merged" | "split" | "retired";
  /** The division concerned: the new one where it is added, else the one that was. */
  code: string;
  name: string;
  level: Division["level"];
  successor?: string;
  oldName?: string;
  newName?: string;
}

/** What a new table changes, and what is wrong with the given successors (zh-CN). */
export interface Comparison {
  changes: DivisionChange[];
  problems: string[];
}

type Known = ReadonlyMap<string, Division>;

function complaints(successors: readonly Successor[], before: Known, after: Known): string[] {
  const seen = new Set<string>();
  return successors.flatMap(({ from, to }) => {
    const [old, next] = [before.get(from), after.get(to)];
    const pair = `${from} ${to}`;
    const twice = seen.has(pair);
    seen.add(pair);
    if (twice) return [`“${from}→${to}”写了两次，请去掉一次`];
    if (!old) return [`对应关系“${from}→${to}”的原区划现在没有，请检查代码`];
    if (!next) return [`对应关系“${from}→${to}”的新区划不在导入表中，请检查代码`];
    if (old.level !== next.level) return [`“${old.name}”和“${next.name}”级别不同，不能对应`];
    if (from === to) return [`“${old.name}”代码没有变，不需要写对应关系`];
    return [];
  });
}

/** One to one with a new code is a move; several into one, or into one that stays, a merger; one into several a split. */
function kindOf(
  { from, to }: Successor,
  all: readonly Successor[],
  before: Known,
  after: Known,
): "moved" | "merged" | "split" {
  const sources = all.filter((each) => each.to === to).length;
  const targets = all.filter((each) => each.from === from).length;
  if (targets > 1 || after.has(from)) return "split";
  return sources > 1 || before.has(to) ? "merged" : "moved";
}

/** Compares the divisions in force with the table that is to be; both are the whole of one subtree. */
export function compareDivisions(
  current: readonly Division[],
  table: readonly Division[],
  successors: readonly Successor[],
): Comparison {
  const before: Known = new Map(current.map((each) => [each.code, each]));
  const after: Known = new Map(table.map((each) => [each.code, each]));
  const problems = complaints(successors, before, after);
  if (problems.length > 0) return { changes: [], problems };
  const added = table.filter(({ code }) => !before.has(code));
  const gone = current.filter(({ code }) => !after.has(code));
  const renamed = table.flatMap(({ code, name, level }): DivisionChange[] => {
    const old = before.get(code);
    return old && old.name !== name ? [{ kind: "renamed", code, level, name, oldName: old.name, newName: name }] : [];
  });
  const followed = successors.map((each): DivisionChange => {
    const old = before.get(each.from) as Division;
    const newName = after.get(each.to)?.name;
    const kind = kindOf(each, successors, before, after);
    return {
      kind,
      code: old.code,
      level: old.level,
      name: old.name,
      successor: each.to,
      oldName: old.name,
      ...(newName && { newName }),
    };
  });
  const changes = [
    ...added.map(({ code, name, level }): DivisionChange => ({ kind: "added", code, name, level })),
    ...renamed,
    ...followed,
    ...gone.map(({ code, name, level }): DivisionChange => ({ kind: "retired", code, name, level })),
  ];
  return { changes, problems };
}
