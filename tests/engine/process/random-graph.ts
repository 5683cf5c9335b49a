import fc from "fast-check";
import { and, boundary, bpmn, end, or, start, task, timer, user, xor } from "./bpmn.ts";

/** A process without structure: nodes in a row, and flows and boundary events from anywhere to anywhere. */
export type Graph = {
  nodes: ("user" | "task" | "xor" | "and" | "or")[];
  flows: { from: number; to: number; at: number }[];
  events: { host: number; to: number; interrupting: boolean }[];
};

/** Random graphs of up to nine nodes; joins in them may wait for ever, and loops may never wait. */
export const graphs: fc.Arbitrary<Graph> = fc.record({
  nodes: fc.array(fc.constantFrom<Graph["nodes"][number]>("user", "user", "task", "xor", "and", "or"), {
    minLength: 3,
    maxLength: 9,
  }),
  flows: fc.array(fc.record({ from: fc.nat(20), to: fc.nat(20), at: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 7,
  }),
  events: fc.array(fc.record({ host: fc.nat(20), to: fc.nat(20), interrupting: fc.boolean() }), { maxLength: 2 }),
});

const MAKERS = { user, task, xor, and, or };

/** The BPMN text of a graph; each node leads on to the next one, the last one to the end. */
export function graphToBpmn({ nodes, flows, events }: Graph): string {
  const id = (index: number) => (index === nodes.length ? "e" : `${nodes[index]?.charAt(0)}${index}`);
  const parts: Parameters<typeof bpmn> = nodes.map((kind, index) => MAKERS[kind](id(index)));
  const chosen = new Set<string>();
  for (const { from, to, at } of flows) {
    const source = from % nodes.length;
    const target = to % (nodes.length + 1);
    const key = `${source} ${target}`;
    if (target === source + 1 || target === source || chosen.has(key)) continue;
    chosen.add(key);
    // A parallel gateway looks at no condition, so it has none.
    parts.push(`${id(source)} > ${id(target)}${nodes[source] === "and" ? "" : ` ? c >= ${at}`}`);
  }
  nodes.forEach((kind, index) => {
    const alone = ![...chosen].some((key) => key.startsWith(`${index} `));
    parts.push(`${id(index)} > ${id(index + 1)}${alone || kind === "and" ? "" : " ? default"}`);
  });
  const hosts = nodes.flatMap((kind, index) => (kind === "user" ? [index] : []));
  events.forEach(({ host, to, interrupting }, index) => {
    const at = hosts[host % Math.max(1, hosts.length)];
    if (at === undefined) return;
    parts.push(boundary(`b${index}`, id(at), timer("timeDuration", "P1D"), interrupting));
    parts.push(`b${index} > ${id(to % (nodes.length + 1))}`);
  });
  return bpmn(start(), end(), ...parts, `s > ${id(0)}`);
}
