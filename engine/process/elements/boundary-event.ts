import type { Element } from "../element.ts";
import { BESIDE, HOST } from "../fork.ts";
import { child, type Moddle } from "../moddle.ts";
import type { NodeKind, NodeModel } from "../model.ts";
import { keepArmed } from "../occur.ts";
import type { Run } from "../run.ts";
import type { Armed, Fork, Token } from "../state.ts";
import { interrupt } from "../waits.ts";
import { leaveEvent } from "./catch-event.ts";

/** A boundary event of one kind. */
export function boundaryEvent(kind: NodeKind, definition: string): Element {
  return {
    kind,
    matches: `BoundaryEvent/${definition}`,
    waits: false,
    read: readBoundary,
    // A token that arrives here has been put here by the trigger.
    enter: leaveEvent,
    trigger: triggerBoundary,
  };
}

/** An activity that ends in an error, or a transaction that is cancelled, does not go on, whatever its event says. */
function isAlwaysInterrupting({ kind }: NodeModel): boolean {
  return kind === "errorBoundaryEvent" || kind === "cancelBoundaryEvent";
}

function readBoundary(source: Moddle, node: NodeModel): void {
  const host = child(source, "attachedToRef")?.id;
  if (host !== undefined) node.attachedTo = host;
  node.interrupting = source.cancelActivity !== false || isAlwaysInterrupting(node);
}

/** The event comes: an interrupting one takes the activity's token away with it, another one adds a token beside. */
function triggerBoundary(run: Run, token: Token | undefined, node: NodeModel, armed: Armed): void {
  if (!token) return;
  if (node.interrupting) {
    interruptBy(run, token, node, armed);
    return;
  }
  keepArmed(run, armed);
  const beside = run.spawn(node.id, token);
  const number = run.nextNumber();
  const fork = (branch: string): Fork => [number, node.id, branch];
  beside.forks = [...(token.forks ?? []), fork(BESIDE)];
  token.forks = [...(token.forks ?? []), fork(HOST)];
  run.enter(beside);
}

/** Stops an activity with all that runs in it and lets its token go on at a boundary event. */
export function interruptBy(run: Run, token: Token, node: NodeModel, armed?: Armed): void {
  interrupt(run, token, armed);
  run.effects.push({ type: "cancel", nodeId: token.at, tokenId: token.id });
  token.at = node.id;
  delete token.via;
  run.arrive(token);
}
