import fc from "fast-check";
import { and, boundary, bpmn, end, or, start, sub, timer, user, xor } from "./bpmn.ts";

/** A structured piece of a process. */
export type Block =
  | { kind: "task" }
  | { kind: "sequence"; blocks: Block[] }
  | { kind: "xor" | "and" | "or"; branches: Block[] }
  | { kind: "loop" | "sub"; body: Block }
  /** A task with a due date, which takes it away or reminds beside it. */
  | { kind: "due"; interrupting: boolean };

/** The kinds of block that hold others or wait for time. */
export type Kind = "xor" | "and" | "or" | "loop" | "sub" | "due";

/** Random structured processes of the given kinds, a few levels deep. */
export function blocks(kinds: readonly Kind[]): fc.Arbitrary<Block> {
  const task = fc.constant<Block>({ kind: "task" });
  return fc.letrec<{ block: Block }>((tie) => {
    const inner = tie("block");
    const several = fc.array(inner, { minLength: 2, maxLength: 3 });
    const composite = kinds.map((kind): fc.Arbitrary<Block> => {
      if (kind === "loop" || kind === "sub") return inner.map((body): Block => ({ kind, body }));
      if (kind === "due") return fc.boolean().map((interrupting): Block => ({ kind, interrupting }));
      return several.map((branches): Block => ({ kind, branches }));
    });
    const sequence = several.map((list): Block => ({ kind: "sequence", blocks: list }));
    return { block: fc.oneof({ maxDepth: 4, depthSize: "small" }, task, sequence, ...composite) };
  }).block;
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
    const sequence = (list: fc.Arbitrary<Block[]>) => list.map((blocks): Block => ({ kind: "sequence", blocks }));
    return {
      plain: fc.oneof(depth, task, sequence(plain), and),
      block: fc.oneof(depth, task, sequence(several(tie("block"))), xor, and),
    };
  }).block;
}

/** How conditions are written: over the number `c` given with each completion, or by one boolean per flow. */
export type Conditions = "byNumber" | "byFlag" | "byFlagOfPeer";

/** The BPMN text of a block between a start and an end. */
export function toBpmn(block: Block, conditions: Conditions = "byNumber"): string {
  const builder = new Builder(conditions);
  const { entry, exit } = builder.add(block);
  return bpmn(start(), end(), ...builder.parts, `s > ${entry}`, `${exit} > e`);
}

/** How many decisions a block holds, each reading the flag `v0`, `v1`, … */
export function countFlags(block: Block): number {
  const builder = new Builder("byFlag");
  builder.add(block);
  return builder.flags;
}

class Builder {
  readonly parts: Parameters<typeof bpmn> = [];
  flags = 0;
  private count: number;
  private readonly conditions: Conditions;

  constructor(conditions: Conditions, count = 0) {
    this.conditions = conditions;
    this.count = count;
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

  private subProcess(body: Block) {
    this.count += 1;
    const id = `p${this.count}`;
    const inside = new Builder(this.conditions, this.count);
    const { entry, exit } = inside.add(body);
    this.count = inside.count;
    const ends = [start(`begin${id}`), end(`done${id}`), `begin${id} > ${entry}`, `${exit} > done${id}`];
    this.parts.push(sub(id, ...ends, ...inside.parts));
    return { entry: id, exit: id };
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

  private branches(kind: "xor" | "and" | "or", list: readonly Block[]) {
    const gateway = { xor, and, or }[kind];
    const split = this.single(gateway, "f").entry;
    const join = this.single(gateway, "j").entry;
    list.forEach((block, index) => {
      const { entry, exit } = this.add(block);
      const condition = kind === "and" ? "" : ` ? ${index === list.length - 1 ? "default" : this.condition(index)}`;
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
