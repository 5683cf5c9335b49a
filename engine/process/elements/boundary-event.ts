import type { Element } from "../element.ts";
import { BESIDE, HOST } from "../fork.ts";
import { child, type Moddle } from "../moddle.ts";
import type { NodeModel } from "../model.ts";
import { readEvent } from "../read-event.ts";
import type { Run } from "../run.ts";
import type { Fork, Subscription, Timer, Token } from "../state.ts";
import { interrupt, rearmTimer } from "../waits.ts";
import { passThrough } from "./activity.ts";

/** Reads a boundary event of any kind. */
export function readBoundary(source: Moddle, node: NodeModel): void {
  readEvent(source, node);
  const host = child(source, "attachedToRef")?.id;
  if (host !== undefined) node.attachedTo = host;
  node.interrupting = source.cancelActivity !== false;
}

/** The event comes: an interrupting one takes the activity's token away with it, another one adds a token beside. */
export function triggerBoundary(run: Run, token: Token, node: NodeModel, armed: Timer | Subscription): void {
  if (node.interrupting) {
    interrupt(run, token, armed);
    run.effects.push({ type: "cancel", nodeId: token.at, tokenId: token.id });
    token.at = node.id;
    delete token.via;
    run.arrive(token);
    return;
  }
  if ("due" in armed) {
    run.timers = run.timers.filter((timer) => timer !== armed);
    rearmTimer(run, armed, node);
  }
  const beside = run.spawn(node.id, token);
  const number = run.nextNumber();
  const fork = (branch: string): Fork => [number, node.id, branch];
  beside.forks = [...(token.forks ?? []), fork(BESIDE)];
  token.forks = [...(token.forks ?? []), fork(HOST)];
  run.arrive(beside);
}

/** A token that arrives at a boundary event has been put there by its trigger. */
export const enterBoundary: Element["enter"] = passThrough;
