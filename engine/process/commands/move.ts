import type { Move } from "../command.ts";
import { ProcessError } from "../error.ts";
import { BESIDE, commonForks, withinForks } from "../fork.ts";
import { type NodeModel, titleOf } from "../model.ts";
import { chainOf, hostPath, openHost, rearmScope } from "../place.ts";
import { branchOf, reachesJoin, splitsAround } from "../region.ts";
import type { Run } from "../run.ts";
import type { Fork, Token } from "../state.ts";
import { cancelToken } from "../waits.ts";

/** Carries out a move asked for from outside. */
export function move(run: Run, command: Move): void {
  run.assign(command.variables);
  moveTokens(run, select(run, command.from), command.to);
}

function select(run: Run, from: Move["from"]): Token[] {
  if (from === undefined || from === "all") return run.inside(undefined);
  const chosen = run.tokens.filter((token) => (Array.isArray(from) ? from.includes(token.id) : token.at === from));
  if (chosen.length > 0) return chosen;
  throw new ProcessError("move-source", "要移动的节点上没有正在办理的任务，请刷新后重试");
}

/**
 * Takes tokens away and puts one at the target. Within a parallel branch only that branch's tokens go; to a node before
 * the split, all tokens that the split made go. From within a multi-instance activity all its instances go, unless the
 * target lies in the same instance. Timers, tasks and sub-processes of what goes are cancelled with it.
 */
export function moveTokens(run: Run, tokens: readonly Token[], targetId: string): void {
  const target = checkTarget(run, targetId);
  const chains = tokens.map((token) => chainOf(run, token));
  const path = hostPath(run, target, chains.flat());
  const { depth, level } = shared(chains, path);
  const moved = chains.map((chain) => chain[level] as Token);
  // At this level the target is either the node itself or the sub-process that holds it.
  const here = run.node(path[depth] ?? target.id);
  const kept = keptForks(run, moved, here);
  // Sub-processes below this level are opened anew, so no sister branch runs in them.
  const below = depth < path.length ? [...path.slice(depth + 1), target.id] : [];
  for (const id of below) if (splitsAround(run.model, run.node(id)).length > 0) refuseBranch(target);
  const host = run.token(moved[0]?.scope);
  const gone = run.inside(host).filter((token) => withinForks(token, kept));
  const interrupted = gone.some((token) => run.node(token.at).kind === "eventSubProcess");
  for (const token of gone) cancelToken(run, token);
  if (interrupted) rearmScope(run, host, here.scope);
  let inner: Pick<Token, "scope" | "forks"> = {
    ...(host === undefined ? {} : { scope: host.id }),
    ...(kept.length > 0 ? { forks: kept } : {}),
  };
  for (const id of path.slice(depth)) inner = { scope: openHost(run, id, inner).id };
  const token = run.spawn(target.id, inner);
  run.effects.push({ type: "move", nodeId: target.id, tokenId: token.id });
  run.arrive(token);
}

function checkTarget(run: Run, targetId: string): NodeModel {
  const target = run.model.nodes[targetId];
  const joins = target?.type.endsWith("Gateway") && target.incoming.length > 1;
  const entered = target && target.attachedTo === undefined && target.kind !== "eventSubProcess";
  if (target && entered && !joins && target.kind !== "unsupported" && !target.forCompensation) return target;
  const title = target ? titleOf(target) : `“${targetId}”`;
  throw new ProcessError("move-target", `不能移动到${title}，请选择一个任务节点`, targetId);
}

/** How many activities around the target, from outside, all moved tokens run in, and where the next token is in a chain. */
function shared(chains: readonly Token[][], path: readonly string[]): { depth: number; level: number } {
  let depth = 0;
  let level = 0;
  for (const id of path) {
    const first = chains[0]?.[level];
    // Inside a loop's token the instance is what holds the scope.
    const at = first?.loop ? level + 1 : level;
    const host = chains[0]?.[at];
    const same = chains.every((chain) => chain[at] === host && chain.length > at + 1);
    if (!same || !host || host.at !== id) break;
    depth += 1;
    level = at + 1;
  }
  return { depth, level };
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
