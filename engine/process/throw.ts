import { behaviourOf } from "./elements/index.ts";
import { isInstance } from "./loop.ts";
import type { EventModel, NodeModel } from "./model.ts";
import { occur } from "./occur.ts";
import type { Run } from "./run.ts";
import { startsOf, takesOver } from "./scope.ts";
import type { Token, Variables } from "./state.ts";
import { cancelToken } from "./waits.ts";

/** What is thrown to the scopes around: an error or escalation with its code. */
type Thrown = { kind: "error" | "escalation"; code: string | undefined };

/** An event that catches something thrown, and the token that hosts it (none: the process itself). */
type Catcher = { node: NodeModel; host: Token | undefined };

/**
 * Throws an error from where a token is. The nearest event that catches it, from the inside out, takes the token's scope
 * away with it; false when there is none.
 */
export function throwError(run: Run, token: Token, code: string | undefined, variables?: Variables): boolean {
  return throwTo(run, token, { kind: "error", code }, variables);
}

/** Throws an escalation: as an error, except that a catching event need not interrupt anything. */
export function throwEscalation(run: Run, token: Token, code: string | undefined, variables?: Variables): boolean {
  return throwTo(run, token, { kind: "escalation", code }, variables);
}

function throwTo(run: Run, token: Token, thrown: Thrown, variables: Variables | undefined): boolean {
  const catcher = findCatcher(run, token, thrown);
  if (!catcher) return false;
  const { node, host } = catcher;
  run.assign(variables, node.type === "StartEvent" ? host : run.token(host?.scope));
  // Nothing is armed for what is thrown, so there is nothing to use up.
  behaviourOf(node).trigger?.(run, host, node, { id: "", node: node.id, token: host?.id ?? "", due: "" });
  return true;
}

function findCatcher(run: Run, thrower: Token, thrown: Thrown): Catcher | undefined {
  for (let token: Token | undefined = thrower; token; token = run.token(token.scope)) {
    if (isInstance(run, token)) continue;
    const node = run.node(token.at);
    // A token that stands for a completed activity, to compensate it, has no events of that activity.
    if (!token.undo || token.undoes === undefined) {
      const boundary = best(run, node.boundary, thrown);
      if (boundary) return { node: boundary, host: token };
    }
    const host = run.token(token.scope);
    const start = isInterrupted(run, host) ? undefined : best(run, eventStarts(run, node), thrown);
    if (start) return { node: start, host };
  }
  return undefined;
}

/** The starts of the event sub-processes beside a node. */
function eventStarts(run: Run, node: NodeModel): string[] {
  const events = run.model.scopes[node.scope]?.events ?? [];
  return events.filter((id) => id !== node.id).flatMap((id) => startsOf(run.model, id));
}

/** Whether an interrupting event sub-process has taken the place of a scope's own work. */
function isInterrupted(run: Run, host: Token | undefined): boolean {
  return run.inside(host).some((token) => {
    const node = run.node(token.at);
    if (node.kind !== "eventSubProcess" || token.undoes !== undefined) return false;
    return startsOf(run.model, node.id).some((start) => takesOver(run.node(start)));
  });
}

/** Of the events that catch it the one that names the code; one that names none catches every code. */
function best(run: Run, candidates: readonly string[], { kind, code }: Thrown): NodeModel | undefined {
  let any: NodeModel | undefined;
  for (const id of candidates) {
    const node = run.node(id);
    for (const definition of node.multiple ?? [node]) {
      const caught = definition[kind];
      if (!caught) continue;
      if (caught.code === undefined) any ??= node;
      else if (caught.code === code) return node;
    }
  }
  return any;
}

/** The code an event throws now. */
export function codeOf(run: Run, token: Token, node: NodeModel, thrown: { code?: string } | undefined) {
  return thrown?.code === undefined ? undefined : String(run.resolve(thrown.code, node, token));
}

/** Throws a signal: everything in this instance that waits for it now gets it, the caller tells the other instances. */
export function throwSignal(run: Run, token: Token, node: NodeModel, definition: EventModel): void {
  const signal = String(run.resolve(definition.signal ?? "", node, token));
  run.effects.push({ type: "throwSignal", nodeId: node.id, signal });
  receiveSignal(run, signal);
}

/** Gives a signal to everything that waits for it; true when something did. */
export function receiveSignal(run: Run, signal: string, variables?: Variables): boolean {
  const waiting = run.subscriptions.filter((subscription) => subscription.signal === signal);
  for (const subscription of waiting) {
    // One that was waiting may have been taken away by another one.
    if (run.subscriptions.includes(subscription)) occur(run, subscription, variables);
  }
  return waiting.length > 0;
}

/** An error that nothing catches ends the whole instance. */
export function failInstance(run: Run, token: Token, node: NodeModel, code: string | undefined): void {
  run.leave(token, node);
  run.remove(token);
  for (const other of run.inside(undefined)) cancelToken(run, other);
  run.end("terminated", node.id, code ?? "");
}
