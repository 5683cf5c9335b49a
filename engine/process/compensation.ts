import { behaviourOf } from "./elements/index.ts";
import { isInstance } from "./loop.ts";
import type { NodeModel } from "./model.ts";
import type { Run } from "./run.ts";
import { innerScope, openScope } from "./scope.ts";
import type { Done, Token } from "./state.ts";

/** An activity has completed: it is kept when it, or anything inside it, can be compensated. */
export function noteCompleted(run: Run, token: Token, node: NodeModel): void {
  const inner = run.done.filter((done) => done.scope === token.id);
  if (inner.length > 0) run.done = run.done.filter((done) => done.scope !== token.id);
  // Of a loop the instances are undone, and the whole only by them.
  const own = node.loop === undefined || isInstance(run, token);
  if (node.forCompensation || (inner.length === 0 && !(own && canBeUndone(run, node)))) return;
  run.done.push({
    node: node.id,
    ...(token.scope === undefined ? {} : { scope: token.scope }),
    ...(token.local ? { local: token.local } : {}),
    ...(inner.length > 0 ? { inner } : {}),
  });
}

/** The event sub-process by which a sub-process compensates itself. */
function ownHandler(run: Run, node: NodeModel): string | undefined {
  return run.model.scopes[innerScope(node)]?.events?.find((id) => {
    const start = run.model.scopes[id]?.starts[0];
    return start !== undefined && run.node(start).kind === "compensationStartEvent";
  });
}

/** Whether an activity has something to be undone by, a handler beside it or inside it. */
function canBeUndone(run: Run, node: NodeModel): boolean {
  return node.handler !== undefined || ownHandler(run, node) !== undefined;
}

/** Whether what completed is a loop or multi-instance activity as a whole: inside it are its instances. */
function isWhole({ id, loop }: NodeModel, { inner = [] }: Done): boolean {
  return loop !== undefined && inner.length > 0 && inner.every((done) => done.node === id);
}

/**
 * Compensates what has completed in the scope a token runs in - one activity, or all, the last completed first - while
 * the token waits; false when there is nothing. Inside an event sub-process the scope around it is meant as well.
 */
export function beginCompensation(run: Run, token: Token, activity?: string): boolean {
  const scopes = [token.scope];
  const host = run.token(token.scope);
  if (host && run.node(host.at).kind === "eventSubProcess") scopes.push(host.scope);
  const chosen = run.done.filter(
    (done) => scopes.includes(done.scope) && (activity === undefined || done.node === activity),
  );
  if (chosen.length === 0) return false;
  run.done = run.done.filter((done) => !chosen.includes(done));
  token.undo = chosen;
  continueCompensation(run, token);
  return true;
}

/** Runs the next handler a token waits for; when none is left the token goes on. */
export function continueCompensation(run: Run, token: Token): void {
  if (run.tokens.some((other) => other.undoes === token.id && other !== token)) return;
  const undo = [...(token.undo ?? [])];
  const entry = undo.pop();
  token.undo = undo;
  if (entry) compensate(run, token, entry);
  else compensated(run, token);
}

/** BPMN 2.0, 13.5.5: what was done one after the other is undone in reverse, parallel instances are undone in parallel. */
function compensateAtOnce(run: Run, token: Token, entries: readonly Done[]): void {
  token.undo = [...entries];
  for (let entry = token.undo.pop(); entry; entry = token.undo?.pop()) compensate(run, token, entry);
}

function compensate(run: Run, token: Token, entry: Done): void {
  const node = run.node(entry.node);
  // What completed inside a sub-process is compensated inside a token that stands for it once more.
  const scope = token.undoes === undefined || token.undoes === token.id ? entry.scope : token.id;
  const isItself = !isWhole(node, entry);
  if (node.handler !== undefined && isItself) {
    begin(run, token, node.handler, scope, entry);
    return;
  }
  const again = begin(run, token, node.id, scope, entry, true);
  const own = isItself ? ownHandler(run, node) : undefined;
  if (!isItself && node.loop?.kind === "parallel" && entry.inner?.length) {
    compensateAtOnce(run, again, entry.inner);
    return;
  }
  if (own === undefined) {
    again.undo = entry.inner ?? [];
    continueCompensation(run, again);
    return;
  }
  again.undo = [];
  run.done.push(...(entry.inner ?? []).map((done) => ({ ...done, scope: again.id })));
  const event = begin(run, again, own, again.id, {}, true);
  openScope(run, event, own);
}

function begin(
  run: Run,
  waiting: Token,
  at: string,
  scope: string | undefined,
  { local }: Pick<Done, "local">,
  stands = false,
): Token {
  const token = run.spawn(at, scope === undefined ? {} : { scope });
  token.undoes = waiting.id;
  if (local) token.local = local;
  if (stands) run.effects.push({ type: "enter", nodeId: at, tokenId: token.id });
  else run.arrive(token);
  return token;
}

/** Everything a token waited for is compensated. */
function compensated(run: Run, token: Token): void {
  delete token.undo;
  if (token.undoes !== undefined) {
    run.done = run.done.filter((done) => done.scope !== token.id);
    run.effects.push({ type: "finish", nodeId: token.at, tokenId: token.id });
    finishHandler(run, token);
    return;
  }
  const node = run.node(token.at);
  behaviourOf(node).resume?.(run, token, node);
}

/** A compensation handler is done: its token ends, and the one that waits for it goes on. */
export function finishHandler(run: Run, token: Token): void {
  run.remove(token);
  const waiting = run.token(token.undoes);
  if (waiting) {
    continueCompensation(run, waiting);
    return;
  }
  delete token.undoes;
  run.consume(token, token.at);
}
