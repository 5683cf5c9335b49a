import {
  and,
  boundary,
  bpmn,
  call,
  cancel,
  caught,
  compensate,
  complex,
  condition,
  end,
  error,
  errorDefinition,
  escalation,
  escalationDefinition,
  eventSub,
  message,
  messageDefinition,
  multi,
  onEvent,
  or,
  otherProcess,
  race,
  signal,
  signalDefinition,
  start,
  sub,
  subWith,
  thrown,
  timer,
  transaction,
  undoneBy,
  user,
  userWith,
  xor,
} from "./bpmn.ts";
import type { Block, Trigger } from "./random-block.ts";

/** How conditions are written: over the number `c` given with each completion, or by one boolean per flow. */
export type Conditions = "byNumber" | "byFlag" | "byFlagOfPeer";

/** The BPMN text of a block between a start and an end. */
export function toBpmn(block: Block, conditions: Conditions = "byNumber"): string {
  const builder = new Builder(conditions);
  const { entry, exit } = builder.add(block);
  const known = [errorDefinition("E"), escalationDefinition("X")];
  return bpmn(...known, start(), end(), ...builder.beside, ...builder.parts, `s > ${entry}`, `${exit} > e`);
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
        return this.subProcess(block.body, this.handler(block));
      case "failing":
        return this.failing(block.body);
      case "due":
        return this.due(block.interrupting);
      case "call":
        return this.called(block.body);
      case "wait":
        return this.wait(block.on);
      case "telling":
        return this.telling(block);
      case "undone":
        return this.undone(block);
      case "transaction":
        return this.transaction(block.body);
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

  /** What an event waits for, under a number of its own. */
  private trigger(by: Trigger): { id: string; content: string } {
    if (by === "message") {
      const id = this.message();
      return { id, content: message(id) };
    }
    this.count += 1;
    const id = `S${this.count}`;
    if (by === "condition") return { id, content: condition("=c >= 6") };
    this.beside.push(signalDefinition(id));
    return { id, content: signal(id) };
  }

  private handler({ interrupting, by }: Extract<Block, { kind: "handled" }>): Parameters<typeof bpmn> {
    const { id, content } = this.trigger(by);
    const task = `u${id}`;
    const begin = onEvent(`begin${id}`, content, interrupting);
    return [eventSub(`h${id}`, begin, user(task), end(`end${id}`), `begin${id} > ${task} > end${id}`)];
  }

  private wait(on: Trigger) {
    const { id, content } = this.trigger(on);
    this.parts.push(caught(`w${id}`, content));
    return { entry: `w${id}`, exit: `w${id}` };
  }

  private called(body: Block) {
    this.count += 1;
    const id = `p${this.count}`;
    const { parts, entry, exit } = this.inner(body);
    const ends = [start(`begin${id}`), end(`done${id}`), `begin${id} > ${entry}`, `${exit} > done${id}`];
    this.beside.push(otherProcess(id, ...ends, ...parts));
    this.parts.push(call(`c${id}`, id));
    return { entry: `c${id}`, exit: `c${id}` };
  }

  private telling({ body, interrupting }: Extract<Block, { kind: "telling" }>) {
    this.count += 1;
    const id = `p${this.count}`;
    const { parts, entry, exit } = this.inner(body);
    const inside = [start(`begin${id}`), thrown(`tell${id}`, escalation("X")), user(`u${id}`), end(`done${id}`)];
    this.parts.push(sub(id, ...inside, ...parts, `begin${id} > ${entry}`, `${exit} > tell${id} > u${id} > done${id}`));
    const told = this.single(user, "u").entry;
    this.parts.push(boundary(`b${id}`, id, escalation("X"), interrupting), `b${id} > ${told}`);
    if (!interrupting) {
      this.parts.push(end(`over${id}`), `${told} > over${id}`);
      return { entry: id, exit: id };
    }
    const merge = this.single(xor, "m").entry;
    this.parts.push(`${told} > ${merge}`, `${id} > ${merge}`);
    return { entry: id, exit: merge };
  }

  /** A task with a handler, before a body. */
  private undoable(body: Block) {
    this.count += 1;
    const id = `d${this.count}`;
    const { parts, entry, exit } = this.inner(body);
    return { id, exit, parts: [user(id), undoneBy(id, `undo${id}`), ...parts, `${id} > ${entry}`] };
  }

  private undone({ body, alone, wait }: Extract<Block, { kind: "undone" }>) {
    const { id, exit, parts } = this.undoable(body);
    const event = compensate(alone ? id : undefined, wait ? "" : 'waitForCompletion="false"');
    const inside = [start(`begin${id}`), xor(`ask${id}`), thrown(`t${id}`, event), user(`u${id}`), end(`done${id}`)];
    const flows = [`begin${id} > ${id}`, `${exit} > ask${id}`, `ask${id} > t${id} ? c >= 5`, `t${id} > u${id}`];
    this.parts.push(sub(`p${id}`, ...inside, ...parts, ...flows, `ask${id} > u${id} ? default`, `u${id} > done${id}`));
    return { entry: `p${id}`, exit: `p${id}` };
  }

  private transaction(body: Block) {
    const { id, exit, parts } = this.undoable(body);
    const inside = [start(`begin${id}`), xor(`ask${id}`), end(`done${id}`), end(`off${id}`, cancel)];
    const flows = [`begin${id} > ${id}`, `${exit} > ask${id}`, `ask${id} > off${id} ? c >= 5 and c < 9`];
    this.parts.push(transaction(`p${id}`, ...inside, ...parts, ...flows, `ask${id} > done${id} ? default`));
    const mend = this.single(user, "u").entry;
    const merge = this.single(xor, "m").entry;
    this.parts.push(boundary(`b${id}`, `p${id}`, cancel), `b${id} > ${mend} > ${merge}`, `p${id} > ${merge}`);
    return { entry: `p${id}`, exit: merge };
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
const discriminator = (id: string) => complex(id, "=activationCount >= 1");
