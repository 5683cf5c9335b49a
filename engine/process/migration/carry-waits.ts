import { isInstance } from "../loop.ts";
import type { EventModel, NodeModel, ProcessModel } from "../model.ts";
import type { Run } from "../run.ts";
import { innerScope } from "../scope.ts";
import type { Armed, Token } from "../state.ts";
import { armEvent } from "../waits.ts";

const definitionsOf = (event: NodeModel): EventModel[] => event.multiple ?? [event];

const canWait = (event: NodeModel | undefined): event is NodeModel =>
  event !== undefined &&
  definitionsOf(event).some(
    ({ timer, message, signal, condition }) => (timer ?? message ?? signal ?? condition) !== undefined,
  );

/** The starts of event sub-processes in a scope. */
function startsIn(model: ProcessModel, scope: string): string[] {
  return (model.scopes[scope]?.events ?? []).flatMap((event) => model.scopes[event]?.starts ?? []);
}

/** Events that belong to a token's node itself: what it waits for to go on. */
function ownEvents(model: ProcessModel, node: NodeModel): string[] {
  const raced = node.kind === "eventBasedGateway" ? node.outgoing.map((flow) => model.flows[flow]?.to ?? "") : [];
  return node.attachedTo === undefined ? [node.id, ...raced] : raced;
}

/** Events that stand around it: at its boundary, and the event sub-processes of the scope it holds. */
function eventsAround(run: Run, token: Token): string[] {
  const node = run.node(token.at);
  const boundary = isInstance(run, token) ? [] : node.boundary;
  return token.loop ? boundary : [...boundary, ...startsIn(run.model, innerScope(node))];
}

/** Whether an event still waits for what was armed for it. */
function waitsFor(event: NodeModel, armed: Armed): boolean {
  return definitionsOf(event).some(({ timer, message, signal, condition }) => {
    if ("due" in armed) return timer !== undefined;
    if (armed.message !== undefined) return message?.name === armed.message;
    if (armed.signal !== undefined) return signal !== undefined && (signal.startsWith("=") || signal === armed.signal);
    return condition === armed.condition;
  });
}

function hostOf(run: Run, armed: Armed): { events: string[]; token: Token | undefined } | undefined {
  if (armed.token === "") return { events: startsIn(run.model, run.model.id), token: undefined };
  const token = run.token(armed.token);
  return token && { events: [...ownEvents(run.model, run.node(token.at)), ...eventsAround(run, token)], token };
}

/** Takes away what was armed for events that are gone or have another host now; what waits for something else begins anew. */
export function dropStrays(run: Run): void {
  for (const armed of [...run.timers, ...run.subscriptions]) {
    const event = run.model.nodes[armed.node];
    const host = hostOf(run, armed);
    const belongs = event !== undefined && host?.events.includes(event.id);
    if (belongs && waitsFor(event, armed)) continue;
    if ("due" in armed) run.effects.push({ type: "cancelTimer", timerId: armed.id, nodeId: armed.node });
    else if (armed.condition === undefined) {
      run.effects.push({ type: "unsubscribe", subscriptionId: armed.id, nodeId: armed.node });
    }
    run.timers = run.timers.filter((other) => other !== armed);
    run.subscriptions = run.subscriptions.filter((other) => other !== armed);
    if (belongs && !isArmed(run, host?.token, event)) armEvent(run, host?.token, event);
  }
}

function isArmed(run: Run, token: Token | undefined, event: NodeModel): boolean {
  const armed = ({ token: owner, node }: Armed): boolean => owner === (token?.id ?? "") && node === event.id;
  return run.timers.some(armed) || run.subscriptions.some(armed);
}

/**
 * Lets the events that the new model has more begin to wait. One that was there before and is armed no more has fired,
 * so it is left alone; what a token's own node waits for has to be armed in any case.
 */
export function armNew(run: Run, known: ReadonlySet<string>): void {
  const arm = (token: Token | undefined, ids: readonly string[], isOwn: boolean): void => {
    for (const event of ids.map((id) => run.model.nodes[id]).filter(canWait)) {
      if ((isOwn || !known.has(event.id)) && !isArmed(run, token, event)) armEvent(run, token, event);
    }
  };
  arm(undefined, startsIn(run.model, run.model.id), false);
  for (const token of [...run.tokens]) {
    arm(token, ownEvents(run.model, run.node(token.at)), true);
    arm(token, eventsAround(run, token), false);
  }
}
