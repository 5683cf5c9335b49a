import { beginCompensation } from "../compensation.ts";
import type { Element } from "../element.ts";
import { isInstance } from "../loop.ts";
import type { NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { cancelToken, closeScope } from "../waits.ts";
import { interruptBy } from "./boundary-event.ts";
import { endHere } from "./throw-event.ts";

/** Cancel end event: takes a transaction's other work away, undoes what completed in it, and leaves it as cancelled. */
export const cancelEndEvent: Element = {
  kind: "cancelEndEvent",
  matches: "EndEvent/Cancel",
  waits: false,
  enter(run, token, node) {
    const inner = withinTransaction(run, token);
    const transaction = run.token(inner?.scope);
    if (!inner || !transaction) {
      endHere(run, token, node);
      return;
    }
    for (const other of run.inside(transaction)) if (other !== inner) cancelToken(run, other);
    closeScope(run, transaction);
    const waiting = liftOut(run, token, inner, node);
    if (!beginCompensation(run, waiting)) leaveCancelled(run, waiting);
  },
  resume: leaveCancelled,
};

/** The token directly inside the nearest transaction: the given one, or the sub-process that holds it. */
function withinTransaction(run: Run, token: Token): Token | undefined {
  for (let inner: Token | undefined = token; inner; inner = run.token(inner.scope)) {
    const host = run.token(inner.scope);
    if (host && !host.loop && run.node(host.at).kind === "transaction") return inner;
  }
  return undefined;
}

/** Compensation waits at the transaction's own level, so sub-processes between it and the event are over. */
function liftOut(run: Run, token: Token, inner: Token, node: NodeModel): Token {
  if (inner === token) return token;
  cancelToken(run, inner);
  const waiting = run.spawn(node.id, inner);
  run.effects.push({ type: "enter", nodeId: node.id, tokenId: waiting.id });
  return waiting;
}

function leaveCancelled(run: Run, token: Token): void {
  const transaction = run.token(token.scope) as Token;
  // Of a multi-instance transaction all instances are cancelled together, as it has the boundary event.
  const whole = isInstance(run, transaction) ? (run.token(transaction.scope) as Token) : transaction;
  const boundary = run
    .node(whole.at)
    .boundary.map((id) => run.node(id))
    .find((event) => event.kind === "cancelBoundaryEvent");
  if (boundary) {
    interruptBy(run, whole, boundary);
    return;
  }
  // Without one the transaction is left by nothing: its normal flow is for success only.
  cancelToken(run, whole);
  run.consume(whole, whole.at, "terminated");
}
