import fc from "fast-check";

/** A structured piece of a process. */
export type Block =
  | { kind: "task" }
  | { kind: "sequence"; blocks: Block[] }
  /** `first`: side by side until one of them is done, joined by a complex gateway. */
  | { kind: "xor" | "and" | "or" | "first"; branches: Block[] }
  | { kind: "loop" | "sub"; body: Block }
  /** A task with a due date, which takes it away or reminds beside it. */
  | { kind: "due"; interrupting: boolean }
  /** Whichever comes first, a message or a timer. */
  | { kind: "race" }
  /** A task, or a whole sub-process, that is done several times. */
  | { kind: "multi"; parallel: boolean; count: number; early: boolean; body?: Block }
  /** A sub-process with an event sub-process that something starts. */
  | { kind: "handled"; body: Block; interrupting: boolean; by: Trigger }
  /** A sub-process that may end in an error, which its boundary event catches. */
  | { kind: "failing"; body: Block }
  /** Another process. */
  | { kind: "call"; body: Block }
  /** Something that has to happen. */
  | { kind: "wait"; on: Trigger }
  /** A sub-process that tells the scopes around it something, which may interrupt it. */
  | { kind: "telling"; body: Block; interrupting: boolean }
  /** Work that may be undone: a task, and whatever of the body can be; all of it, or the task alone. */
  | { kind: "undone"; body: Block; alone: boolean; wait: boolean }
  /** A transaction that may be cancelled, which undoes what was done. */
  | { kind: "transaction"; body: Block };

/** What an event may wait for. */
export type Trigger = "message" | "signal" | "condition";

/** The kinds of block that hold others or wait for time. */
export type Kind = Exclude<Block["kind"], "task" | "sequence">;

/** All of them. */
export const KINDS: readonly Kind[] = [
  ...(["xor", "and", "or", "first", "loop", "sub", "due", "race", "multi", "handled", "failing"] as const),
  ...(["call", "wait", "telling", "undone", "transaction"] as const),
];

type OfBody = "loop" | "sub" | "failing" | "call" | "transaction";

/** Whether a block of that kind is a body and nothing else. */
function isOfBody(kind: Kind): kind is OfBody {
  return ["loop", "sub", "failing", "call", "transaction"].includes(kind);
}

const either = fc.boolean();
const trigger = fc.constantFrom<Trigger>("message", "signal", "condition");
const is = <K extends string>(kind: K) => fc.constant(kind);

/** Random structured processes of the given kinds, a few levels deep. */
export function blocks(kinds: readonly Kind[]): fc.Arbitrary<Block> {
  const task = fc.constant<Block>({ kind: "task" });
  return fc.letrec<{ block: Block }>((tie) => {
    const inner = tie("block");
    const several = fc.array(inner, { minLength: 2, maxLength: 3 });
    const composite = kinds.map((kind): fc.Arbitrary<Block> => {
      if (isOfBody(kind)) return inner.map((body): Block => ({ kind, body }));
      if (kind === "due") return fc.boolean().map((interrupting): Block => ({ kind, interrupting }));
      if (kind === "race") return fc.constant<Block>({ kind });
      if (kind === "multi") return severalTimes(inner);
      if (kind === "wait") return trigger.map((on): Block => ({ kind, on }));
      if (kind === "handled") return fc.record({ kind: is(kind), body: inner, interrupting: either, by: trigger });
      if (kind === "telling") return fc.record({ kind: is(kind), body: inner, interrupting: either });
      if (kind === "undone") return fc.record({ kind: is(kind), body: inner, alone: either, wait: either });
      return several.map((branches): Block => ({ kind, branches }));
    });
    const sequence = several.map((list): Block => ({ kind: "sequence", blocks: list }));
    return { block: fc.oneof({ maxDepth: 4, depthSize: "small" }, task, sequence, ...composite) };
  }).block;
}

function severalTimes(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  const count = fc.integer({ min: 0, max: 3 });
  return fc
    .tuple(fc.boolean(), count, fc.boolean(), fc.option(inner, { nil: undefined }))
    .map(([parallel, times, early, body]): Block => {
      return { kind: "multi", parallel, count: times, early, ...(body ? { body } : {}) };
    });
}

/**
 * Random processes of the subset where bpmn-engine 25 is right: choices hold parallel sections, never the other way
 * round, because a choice inside a parallel branch makes its join hang or fire early.
 */
export function peerBlocks(): fc.Arbitrary<Block> {
  const task = fc.constant<Block>({ kind: "task" });
  const depth = { maxDepth: 3, depthSize: "small" } as const;
  return fc.letrec<{ block: Block; plain: Block }>((tie) => {
    const several = (inner: fc.Arbitrary<Block>) => fc.array(inner, { minLength: 2, maxLength: 3 });
    const plain = several(tie("plain"));
    const and = plain.map((branches): Block => ({ kind: "and", branches }));
    const xor = several(tie("block")).map((branches): Block => ({ kind: "xor", branches }));
    const inSub = tie("block").map((body): Block => ({ kind: "sub", body }));
    const sequence = (list: fc.Arbitrary<Block[]>) => list.map((blocks): Block => ({ kind: "sequence", blocks }));
    return {
      plain: fc.oneof(depth, task, sequence(plain), and),
      block: fc.oneof(depth, task, sequence(several(tie("block"))), xor, and, inSub),
    };
  }).block;
}
