import type { Move } from "../command.ts";
import { ProcessError } from "../error.ts";
import { BESIDE, commonForks, withinForks } from "../fork.ts";
import { type NodeModel, titleOf } from "../model.ts";
import { branchOf, reachesJoin, splitsAround } from "../region.ts";
import type { Run } from "../run.ts";
import { scopePath } from "../scope.ts";
import type { Fork, Token } from "../state.ts";
import { armBoundary, cancelToken } from "../waits.ts";

/** Carries out a move asked for from outside. */
export function move(run: Run, command: Move): void {
  run.assign(command.variables);
  moveTokens(run, select(run, command.from), command.to);
}

function select(run: Run, from: Move["from"]): Token[] {
  if (from === undefined || from === "all") return run.tokens.filter((token) => token.scope === undefined);
  const chosen = run.tokens.filter((token) => (Array.isArray(from) ? from.includes(token.id) : token.at === from));
  if (chosen.length > 0) return chosen;
  throw new ProcessError("move-source", "要移动的节点上没有正在办理的任务，请刷新后重试");
}

/**
 * Takes tokens away and puts one at the target. Within a parallel branch only that branch's tokens go; to a node before
 * the split, all tokens that the split made go. Timers, tasks and sub-processes of what goes are cancelled with it.
 */
export function moveTokens(run: Run, tokens: readonly Token[], targetId: string): void {
  const target = checkTarget(run, targetId);
  const path = scopePath(run.model, target.id);
  const chains = tokens.map((token) => hosts(run, token));
  const depth = commonDepth(run, chains, path);
  const moved = chains.map((chain) => chain[depth] as Token);
  // At this level the target is either the node itself or the sub-process that holds it.
  const here = run.node(path[depth] ?? target.id);
  const kept = keptForks(run, moved, here);
  // Sub-processes below this level are opened anew, so no sister branch runs in them.
  const below = depth < path.length ? [...path.slice(depth + 1), target.id] : [];
  for (const id of below) if (splitsAround(run.model, run.node(id)).length > 0) refuseBranch(target);
  const scope = moved[0]?.scope;
  const gone = run.tokens.filter((token) => token.scope === scope && withinForks(token, kept));
  for (const token of gone) cancelToken(run, token);
  place(run, target, path.slice(depth), scope, kept);
}

function checkTarget(run: Run, targetId: string): NodeModel {
  const target = run.model.nodes[targetId];
  const joins = target?.type.endsWith("Gateway") && target.incoming.length > 1;
  if (target && !joins && target.attachedTo === undefined && target.kind !== "unsupported") return target;
  const title = target ? titleOf(target) : `“${targetId}”`;
  throw new ProcessError("move-target", `不能移动到${title}，请选择一个任务节点`, targetId);
}

/** A token with the tokens of the sub-processes it runs in, outermost first. */
function hosts(run: Run, token: Token): Token[] {
  const chain = [token];
  for (let scope = token.scope; scope !== undefined; scope = chain[0]?.scope) {
    const id = scope;
    chain.unshift(run.tokens.find((candidate) => candidate.id === id) as Token);
  }
  return chain;
}

/** How many sub-processes, from outside, the moved tokens and the target have in common as running ones. */
function commonDepth(run: Run, chains: readonly Token[][], path: readonly string[]): number {
  let depth = 0;
  for (const scope of path) {
    const host = chains[0]?.[depth];
    const shared = chains.every((chain) => chain[depth] === host && chain.length > depth + 1);
    if (!shared || !host || run.node(host.at).id !== scope) break;
    depth += 1;
  }
  return depth;
}

/** The branchings that go on around the target: those of the moved tokens whose branch holds it. */
function keptForks(run: Run, moved: readonly Token[], target: NodeModel): Fork[] {
  const common = commonForks(moved) ?? [];
  const outside = common.findIndex(([, split, flow]) => !branchOf(run.model, split, flow).has(target.id));
  const kept = outside < 0 ? common : common.slice(0, outside);
  for (const { split, flow } of splitsAround(run.model, target)) {
    const at = kept.findIndex((fork) => fork[1] === split && fork[2] === flow);
    const beside = kept.slice(at).some((fork) => fork[2] === BESIDE);
    if (at < 0 || !(beside || reachesJoin(run.model, split, flow, target))) refuseBranch(target);
  }
  return kept;
}

function refuseBranch(target: NodeModel): never {
  const message = `${titleOf(target)}在并行分支之内，单独移动到此会使汇聚网关无法完成，请选择分支之前的节点`;
  throw new ProcessError("move-breaks-join", message, target.id);
}

function place(run: Run, target: NodeModel, path: readonly string[], scope: string | undefined, forks: Fork[]): void {
  let inner: Pick<Token, "scope" | "forks"> = {
    ...(scope === undefined ? {} : { scope }),
    ...(forks.length > 0 ? { forks } : {}),
  };
  for (const id of path) {
    const host = run.spawn(id, inner);
    run.effects.push({ type: "move", nodeId: id, tokenId: host.id });
    run.effects.push({ type: "enter", nodeId: id, tokenId: host.id });
    armBoundary(run, host, run.node(id));
    inner = { scope: host.id };
  }
  const token = run.spawn(target.id, inner);
  run.effects.push({ type: "move", nodeId: target.id, tokenId: token.id });
  run.arrive(token);
}
