import fc from "fast-check";
import {
  and,
  boundary,
  bpmn,
  caught,
  element,
  end,
  error,
  errorDefinition,
  eventSub,
  message,
  messageDefinition,
  multi,
  onEvent,
  or,
  race,
  start,
  sub,
  subWith,
  timer,
  user,
  userWith,
  xor,
} from "./bpmn.ts";

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
  /** A sub-process with an event sub-process that a message starts. */
  | { kind: "handled"; body: Block; interrupting: boolean }
  /** A sub-process that may end in an error, which its boundary event catches. */
  | { kind: "failing"; body: Block };

/** The kinds of block that hold others or wait for time. */
export type Kind = Exclude<Block["kind"], "task" | "sequence">;

/** All of them. */
export const KINDS: readonly Kind[] = [
  ...(["xor", "and", "or", "first", "loop", "sub", "due", "race", "multi", "handled", "failing"] as const),
];

/** Random structured processes of the given kinds, a few levels deep. */
export function blocks(kinds: readonly Kind[]): fc.Arbitrary<Block> {
  const task = fc.constant<Block>({ kind: "task" });
  return fc.letrec<{ block: Block }>((tie) => {
    const inner = tie("block");
    const several = fc.array(inner, { minLength: 2, maxLength: 3 });
    const composite = kinds.map((kind): fc.Arbitrary<Block> => {
      if (kind === "loop" || kind === "sub" || kind === "failing") return inner.map((body): Block => ({ kind, body }));
      if (kind === "due") return fc.boolean().map((interrupting): Block => ({ kind, interrupting }));
      if (kind === "race") return fc.constant<Block>({ kind });
      if (kind === "multi") return severalTimes(inner);
      if (kind === "handled") {
        return fc.tuple(inner, fc.boolean()).map(([body, interrupting]): Block => ({ kind, body, interrupting }));
      }
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

/** How conditions are written: over the number `c` given with each completion, or by one boolean per flow. */
export type Conditions = "byNumber" | "byFlag" | "byFlagOfPeer";

/** The BPMN text of a block between a start and an end. */
export function toBpmn(block: Block, conditions: Conditions = "byNumber"): string {
  const builder = new Builder(conditions);
  const { entry, exit } = builder.add(block);
  return bpmn(errorDefinition("E"), start(), end(), ...builder.beside, ...builder.parts, `s > ${entry}`, `${exit} > e`);
}

/** How many decisions a block holds, each reading the flag `v0`, `v1`, … */
export function countFlags(block: Block): number {
  const builder = new Builder("byFlag");
  builder.add(block);
  return builder.flags;
}

class Builder {
  readonly parts: Parameters<typeof bpmn> = [];
  /** Message definitions, which stand beside the process. */
  readonly beside: string[];
  flags = 0;
  private count: number;
  private readonly conditions: Conditions;

  constructor(conditions: Conditions, count = 0, beside: string[] = []) {
    this.conditions = conditions;
    this.count = count;
    this.beside = beside;
  }

  add(block: Block): { entry: string; exit: string } {
    switch (block.kind) {
      case "task":
        return this.single(user, "u");
      case "sequence":
        return this.sequence(block.blocks);
      case "loop":
        return this.loop(block.body);
      case "sub":
        return this.subProcess(block.body);
      case "race":
        return this.race();
      case "multi":
        return this.multi(block);
      case "handled":
        return this.subProcess(block.body, this.handler(block.interrupting));
      case "failing":
        return this.failing(block.body);
      case "due":
        return this.due(block.interrupting);
      default:
        return this.branches(block.kind, block.branches);
    }
  }

  private single(make: typeof user, prefix: string) {
    this.count += 1;
    const id = `${prefix}${this.count}`;
    this.parts.push(make(id));
    return { entry: id, exit: id };
  }

  private sequence(list: readonly Block[]) {
    const ends = list.map((block) => this.add(block));
    ends.slice(1).forEach((next, index) => {
      this.parts.push(`${ends[index]?.exit} > ${next.entry}`);
    });
    return { entry: ends[0]?.entry ?? "", exit: ends.at(-1)?.exit ?? "" };
  }

  /** A body that is run again while the number is small; it begins with a task, so that it waits. */
  private loop(body: Block) {
    const { entry, exit } = this.sequence([{ kind: "task" }, body]);
    const merge = this.single(xor, "m").entry;
    const decide = this.single(xor, "x").entry;
    this.parts.push(`${merge} > ${entry}`, `${exit} > ${decide}`, `${decide} > ${merge} ? c < 4`);
    const after = this.single(user, "u").entry;
    this.parts.push(`${decide} > ${after} ? default`);
    return { entry: merge, exit: after };
  }

  private subProcess(body: Block, more: Parameters<typeof bpmn> = [], loop?: string) {
    this.count += 1;
    const id = `p${this.count}`;
    const inside = this.inner(body);
    const { entry, exit } = inside;
    const ends = [start(`begin${id}`), end(`done${id}`), `begin${id} > ${entry}`, `${exit} > done${id}`];
    const parts = [...ends, ...inside.parts, ...more];
    this.parts.push(loop === undefined ? sub(id, ...parts) : subWith(id, loop, ...parts));
    return { entry: id, exit: id };
  }

  /** A body built apart, to stand in a sub-process. */
  private inner(body: Block) {
    const inside = new Builder(this.conditions, this.count, this.beside);
    inside.flags = this.flags;
    const ends = inside.add(body);
    this.count = inside.count;
    this.flags = inside.flags;
    return { parts: inside.parts, ...ends };
  }

  private message(): string {
    this.count += 1;
    const id = `M${this.count}`;
    this.beside.push(messageDefinition(id, id));
    return id;
  }

  private handler(interrupting: boolean): Parameters<typeof bpmn> {
    const id = this.message();
    const task = `u${id}`;
    const begin = onEvent(`begin${id}`, message(id), interrupting);
    return [eventSub(`h${id}`, begin, user(task), end(`end${id}`), `begin${id} > ${task} > end${id}`)];
  }

  private race() {
    const id = this.message();
    const gateway = this.single(race, "g").entry;
    const merge = this.single(xor, "m").entry;
    this.parts.push(caught(`c${id}`, message(id)), caught(`t${id}`, timer("timeDuration", "P1D")));
    this.parts.push(`${gateway} > c${id} > ${merge}`, `${gateway} > t${id} > ${merge}`);
    return { entry: gateway, exit: merge };
  }

  private multi({ parallel, count, early, body }: Extract<Block, { kind: "multi" }>) {
    const until = early ? { until: "c >= 7" } : {};
    const loop = multi(parallel ? "parallel" : "sequential", { times: String(count), ...until });
    if (body) return this.subProcess(body, [], loop);
    return this.single((id) => userWith(id, loop), "u");
  }

  private failing(body: Block) {
    this.count += 1;
    const id = `p${this.count}`;
    const { parts, entry, exit } = this.inner(body);
    const inside = [start(`begin${id}`), xor(`ask${id}`), end(`done${id}`), end(`oops${id}`, error("E"))];
    const flows = [`begin${id} > ${entry}`, `${exit} > ask${id}`, `ask${id} > oops${id} ? c = 5`];
    this.parts.push(sub(id, ...inside, ...parts, ...flows, `ask${id} > done${id} ? default`));
    const mend = this.single(user, "u").entry;
    const merge = this.single(xor, "m").entry;
    this.parts.push(boundary(`b${id}`, id, error("E")), `b${id} > ${mend} > ${merge}`, `${id} > ${merge}`);
    return { entry: id, exit: merge };
  }

  private due(interrupting: boolean) {
    const task = this.single(user, "u").entry;
    const instead = this.single(user, "u").entry;
    const merge = this.single(xor, "m").entry;
    const event = `b_${task}`;
    this.parts.push(boundary(event, task, timer("timeDuration", "P1D"), interrupting), `${event} > ${instead}`);
    if (interrupting) this.parts.push(`${instead} > ${merge}`);
    else this.parts.push(end(`over${task}`), `${instead} > over${task}`);
    this.parts.push(`${task} > ${merge}`);
    return { entry: task, exit: merge };
  }

  private branches(kind: "xor" | "and" | "or" | "first", list: readonly Block[]) {
    const split = this.single({ xor, and, or, first: and }[kind], "f").entry;
    const join = this.single({ xor, and, or, first: discriminator }[kind], "j").entry;
    list.forEach((block, index) => {
      const { entry, exit } = this.add(block);
      const condition =
        kind === "and" || kind === "first" ? "" : ` ? ${index === list.length - 1 ? "default" : this.condition(index)}`;
      this.parts.push(`${split} > ${entry}${condition}`, `${exit} > ${join}`);
    });
    return { entry: split, exit: join };
  }

  private condition(index: number): string {
    if (this.conditions === "byNumber") return `c >= ${index * 3 + 2}`;
    const flag = `v${this.flags}`;
    this.flags += 1;
    return this.conditions === "byFlag" ? `=${flag}` : `\${environment.variables.${flag}}`;
  }
}

/** A complex gateway that goes on with the first token and takes the others in. */
const discriminator = (id: string) =>
  element(
    "complexGateway",
    id,
    '<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">=activationCount &gt;= 1</bpmn:activationCondition>',
  );
