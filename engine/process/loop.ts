import { noteCompleted } from "./compensation.ts";
import { passThrough } from "./elements/activity.ts";
import { ProcessError } from "./error.ts";
import { type LoopModel, type NodeModel, titleOf } from "./model.ts";
import type { Run } from "./run.ts";
import type { LoopState, Token, Variables } from "./state.ts";
import { assignLocal } from "./variables.ts";
import { armBoundary, cancelToken, disarm } from "./waits.ts";

/** Most instances that run at once. */
const MOST_PARALLEL = 1000;

/** Whether a token is one instance of a loop or multi-instance activity, and not the activity as a whole. */
export function isInstance(run: Run, token: Token): boolean {
  const body = run.token(token.scope);
  return body?.loop !== undefined && body.at === token.at;
}

/** A token arrives at an activity that is done several times: it stays as a whole, and instances begin inside it. */
export function enterLoop(run: Run, token: Token, node: NodeModel): void {
  const loop = node.loop as LoopModel;
  const total = loop.kind === "standard" ? undefined : countOf(run, token, node, loop);
  const state: LoopState = { ...(total === undefined ? {} : { total }), begun: 0, done: 0 };
  if (loop.outputCollection !== undefined && total !== undefined) state.out = Array(total).fill(null);
  token.loop = state;
  armBoundary(run, token, node);
  const skipped = loop.testBefore === true && !holds(run, token, node, loop);
  if (total === 0 || skipped) finishLoop(run, token, node);
  else for (let n = loop.kind === "parallel" ? (total ?? 1) : 1; n > 0; n -= 1) beginInstance(run, token, node);
}

function countOf(run: Run, token: Token, node: NodeModel, loop: LoopModel): number {
  const value = run.evaluate(loop.collection ?? loop.cardinality ?? "", node, token);
  const count = loop.collection === undefined ? Number(value ?? Number.NaN) : Array.isArray(value) ? value.length : -1;
  const most = loop.kind === "parallel" ? MOST_PARALLEL : Number.MAX_SAFE_INTEGER;
  if (Number.isInteger(count) && count >= 0 && count <= most) return count;
  const wanted = loop.collection === undefined ? `0 到 ${MOST_PARALLEL} 的整数` : `列表（最多 ${MOST_PARALLEL} 项）`;
  const message = `多实例节点${titleOf(node)}的“${loop.collection ?? loop.cardinality}”不是${wanted}，请检查流程变量`;
  throw new ProcessError("loop-invalid", message, node.id);
}

/** Begins the next instance inside a loop's token. */
export function beginInstance(run: Run, body: Token, node: NodeModel): void {
  run.arrive(makeInstance(run, body, node));
}

/** Makes the token of the next instance, which has yet to enter. */
export function makeInstance(run: Run, body: Token, node: NodeModel): Token {
  const [loop, state] = [node.loop as LoopModel, body.loop as LoopState];
  state.begun += 1;
  const token = run.spawn(node.id, { scope: body.id });
  const local: Variables = { loopCounter: state.begun };
  if (loop.item !== undefined && loop.collection !== undefined) {
    const items = run.evaluate(loop.collection, node, body);
    local[loop.item] = (Array.isArray(items) ? items[state.begun - 1] : undefined) ?? null;
  }
  // What the output reads belongs to the instance, so that instances do not overwrite one another's results.
  const result = /^=?\s*([\p{L}_][\p{L}\p{N}_]*)\s*(\.|$)/u.exec(loop.output ?? "")?.[1];
  if (result !== undefined && !(result in local)) local[result] = null;
  assignLocal(run, token, local);
  return token;
}

/** One instance is done: the loop ends, waits for the others, or goes on with the next one. */
export function completeInstance(run: Run, token: Token, node: NodeModel): void {
  const body = run.token(token.scope) as Token;
  const [loop, state] = [node.loop as LoopModel, body.loop as LoopState];
  state.done += 1;
  if (state.out && loop.output !== undefined) {
    state.out[Number(token.local?.loopCounter ?? state.done) - 1] = run.evaluate(loop.output, node, token);
  }
  noteCompleted(run, token, node);
  const over = isOver(run, token, node, loop, state);
  run.effects.push({ type: "finish", nodeId: node.id, tokenId: token.id });
  run.remove(token);
  run.changed = true;
  if (over) finishLoop(run, body, node);
  else if (loop.kind !== "parallel") beginInstance(run, body, node);
}

function isOver(run: Run, token: Token, node: NodeModel, loop: LoopModel, state: LoopState): boolean {
  if (loop.kind === "standard") {
    return (loop.maximum !== undefined && state.done >= loop.maximum) || !holds(run, token, node, loop);
  }
  const all = state.done + (state.gone ?? 0) >= (state.total ?? 0);
  return all || (loop.condition !== undefined && run.evaluate(loop.condition, node, token) === true);
}

function holds(run: Run, token: Token, node: NodeModel, loop: LoopModel): boolean {
  return loop.condition === undefined || run.evaluate(loop.condition, node, token) === true;
}

/** The loop as a whole is done: instances that still run are taken away, its outputs are kept, its token flows on. */
export function finishLoop(run: Run, body: Token, node: NodeModel): void {
  for (const instance of run.inside(body)) cancelToken(run, instance);
  const out = body.loop?.out;
  delete body.loop;
  if (out && node.loop?.outputCollection !== undefined) run.assign({ [node.loop.outputCollection]: out }, body);
  disarm(run, body);
  noteCompleted(run, body, node);
  passThrough(run, body, node);
}
