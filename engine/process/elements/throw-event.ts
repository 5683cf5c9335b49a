import { beginCompensation } from "../compensation.ts";
import type { Element } from "../element.ts";
import type { EventModel, NodeKind, NodeModel } from "../model.ts";
import { readJob } from "../read-task.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { codeOf, failInstance, throwError, throwEscalation, throwSignal } from "../throw.ts";
import { correlationKey } from "../waits.ts";
import { passThrough, takeInputs } from "./activity.ts";
import { JOB_EXTENSIONS, runJob } from "./service-task.ts";

/** An intermediate event of one kind that throws something and goes on; `late` ones throw when all others wait. */
export function intermediateThrowEvent(kind: NodeKind, definition: string, late = false): Element {
  return { kind, matches: `IntermediateThrowEvent/${definition}`, ...throwing(late, passThrough) };
}

/** An end event of one kind that throws something. */
export function throwingEndEvent(kind: NodeKind, definition: string, late = false): Element {
  return { kind, matches: `EndEvent/${definition}`, ...throwing(late, endHere) };
}

/** A token ends at an end event; the last one completes its scope. */
export function endHere(run: Run, token: Token, node: NodeModel): void {
  run.leave(token, node);
  run.consume(token, node.id);
}

type Then = (run: Run, token: Token, node: NodeModel) => void;

function throwing(late: boolean, then: Then): Omit<Element, "kind" | "matches"> {
  return {
    waits: false,
    late,
    extensions: JOB_EXTENSIONS,
    read(source, node) {
      const job = readJob(source);
      if (job) node.job = job;
    },
    enter(run, token, node) {
      takeInputs(run, token, node);
      if (node.job) {
        token.job = `j${run.nextNumber()}`;
        runJob(run, token, node);
      } else if (throwAll(run, token, node)) then(run, token, node);
    },
    resume: then,
  };
}

/** Throws what an event has to throw; false when its token is gone or waits for compensation. */
function throwAll(run: Run, token: Token, node: NodeModel): boolean {
  let waits = false;
  for (const definition of node.multiple ?? [node]) {
    if (run.token(token.id) !== token) return false;
    if (definition.compensation) waits = compensate(run, token, definition.compensation) || waits;
    else throwOne(run, token, node, definition);
  }
  return run.token(token.id) === token && token.at === node.id && !waits && run.isActive;
}

function throwOne(run: Run, token: Token, node: NodeModel, definition: EventModel): void {
  if (definition.signal !== undefined) throwSignal(run, token, node, definition);
  if (definition.escalation) throwEscalation(run, token, codeOf(run, token, node, definition.escalation));
  if (definition.message) throwMessage(run, token, node, definition.message);
  if (!definition.error) return;
  const code = codeOf(run, token, node, definition.error);
  if (!throwError(run, token, code)) failInstance(run, token, node, code);
}

/** Hands a message to the caller, who delivers it. */
export function throwMessage(run: Run, token: Token, node: NodeModel, message: EventModel["message"]): void {
  const key = correlationKey(run, token, node, message);
  run.effects.push({
    type: "throwMessage",
    nodeId: node.id,
    message: message?.name ?? "",
    ...(key === undefined ? {} : { correlationKey: key }),
  });
}

function compensate(run: Run, token: Token, { activity, wait }: NonNullable<EventModel["compensation"]>): boolean {
  if (wait) return beginCompensation(run, token, activity) && token.undo !== undefined;
  // Nobody waits for it: a token of its own carries it out beside the one that goes on.
  const beside = run.spawn(token.at, token);
  beside.undoes = beside.id;
  if (beginCompensation(run, beside, activity)) {
    run.effects.push({ type: "enter", nodeId: token.at, tokenId: beside.id });
  } else run.remove(beside);
  return false;
}
