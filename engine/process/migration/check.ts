import { BESIDE, HOST } from "../fork.ts";
import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { branchOf, splitsAround } from "../region.ts";
import { innerScope } from "../scope.ts";
import type { Done, State, Token } from "../state.ts";
import { type Mapping, sameKind, targetOf } from "./mapping.ts";

/** Why a token cannot go over to the new model. */
export type MigrationProblem = {
  code: "missing" | "kind" | "scope" | "branch" | "join";
  nodeId: string;
  nodeName: string;
  message: string;
};

/** Both models and what becomes of the nodes of the old one. */
export type Migration = { from: ProcessModel; to: ProcessModel; mapping: Mapping };

function problem(code: MigrationProblem["code"], node: NodeModel | string, message: string): MigrationProblem {
  const [nodeId, nodeName] = typeof node === "string" ? [node, node] : [node.id, node.name || node.id];
  return { code, nodeId, nodeName, message };
}

/** The scope a token's node has to lie in: the process, or what the sub-process it runs in becomes. */
function scopeFor(migration: Migration, state: State, token: Token): string | undefined {
  const { to, mapping } = migration;
  if (token.scope === undefined) return to.id;
  const host = state.tokens.find((each) => each.id === token.scope);
  if (!host) return undefined;
  // The instances of a loop rest at the same node as the token that stands for the loop.
  if (host.at === token.at) return scopeFor(migration, state, host);
  const target = targetOf(to, mapping, host.at);
  return target && innerScope(target);
}

/** A branching the token went through has to be there in the new model, with the same ways out of it. */
function forkProblem({ from, to, mapping }: Migration, token: Token, target: NodeModel): MigrationProblem | undefined {
  for (const [, split, flow] of token.forks ?? []) {
    const old = from.nodes[split];
    const now = targetOf(to, mapping, split);
    const title = old ? titleOf(old) : `“${split}”`;
    if (!old || !now)
      return problem(
        "branch",
        old ?? split,
        `分支的起点${title}在新版本中不存在，分支内的任务不能迁移，请等待汇聚后再迁移`,
      );
    const beside = flow === HOST || flow === BESIDE;
    const same = beside ? now.attachedTo !== undefined : sameWays(old, now) && to.flows[flow]?.from === now.id;
    if (!same) return problem("branch", old, `${title}之后的分支在新版本中有增减，汇聚将无法完成，请等待汇聚后再迁移`);
    const wasInside = branchOf(from, split, flow).has(token.at);
    if (!beside && wasInside && !branchOf(to, now.id, flow).has(target.id)) {
      return problem(
        "branch",
        target,
        `${titleOf(target)}在新版本中不在原来的分支之内，汇聚将无法完成，请另选目标节点`,
      );
    }
  }
  return undefined;
}

function sameWays(old: NodeModel, now: NodeModel): boolean {
  return old.kind === now.kind && [...old.outgoing].sort().join() === [...now.outgoing].sort().join();
}

/** In the new model the node may lie in a branch whose sisters would never come. */
function joinProblem({ to, mapping }: Migration, token: Token, target: NodeModel): MigrationProblem | undefined {
  const went = (token.forks ?? []).map(([, split, flow]) => [targetOf(to, mapping, split)?.id, flow]);
  const missing = splitsAround(to, target).find(
    ({ split, flow }) => !went.some(([node, by]) => node === split && by === flow),
  );
  if (!missing) return undefined;
  return problem(
    "join",
    target,
    `${titleOf(target)}在新版本中处于并行分支之内，单独迁移会使汇聚无法完成，请另选目标节点`,
  );
}

/** A token that waits at a join counts for the flow it came by. */
function flowProblem({ to }: Migration, token: Token, old: NodeModel, target: NodeModel): MigrationProblem | undefined {
  const waits = old.type.endsWith("Gateway") && old.incoming.length > 1;
  if (!waits || token.via === undefined || to.flows[token.via]?.to === target.id) return undefined;
  return problem("join", old, `${titleOf(old)}在新版本中没有原来的入线，已到达的分支无法计入，请等待汇聚后再迁移`);
}

function tokenProblem(migration: Migration, state: State, token: Token): MigrationProblem | undefined {
  const { from, to, mapping } = migration;
  const old = from.nodes[token.at];
  if (!old) return problem("missing", token.at, `流程停在编号为“${token.at}”的节点，它不属于原来的版本`);
  const target = targetOf(to, mapping, token.at);
  if (!target) return problem("missing", old, `新版本中没有与${titleOf(old)}对应的节点，请为它选择目标节点`);
  if (!sameKind(old, target)) {
    return problem("kind", old, `${titleOf(old)}与目标${titleOf(target)}的类型不同，请选择同类的节点`);
  }
  if (old.loop?.kind !== target.loop?.kind) {
    return problem("kind", old, `${titleOf(old)}与目标${titleOf(target)}的循环或多实例方式不同，请另选目标节点`);
  }
  if (target.scope !== scopeFor(migration, state, token)) {
    return problem("scope", old, `${titleOf(old)}与目标${titleOf(target)}不在同一层子流程内，请另选目标节点`);
  }
  return (
    flowProblem(migration, token, old, target) ??
    forkProblem(migration, token, target) ??
    joinProblem(migration, token, target)
  );
}

/** What was done and can still be compensated has to be there to be compensated. */
function doneProblems(migration: Migration, done: readonly Done[]): MigrationProblem[] {
  return done.flatMap(({ node, inner = [] }) => {
    const old = migration.from.nodes[node];
    const deeper = doneProblems(migration, inner);
    if (targetOf(migration.to, migration.mapping, node)) return deeper;
    const title = old ? titleOf(old) : `“${node}”`;
    const message = `已办理的${title}还可能需要补偿，新版本中没有与它对应的节点，请为它选择目标节点`;
    return [problem("missing", old ?? node, message), ...deeper];
  });
}

/** What keeps an instance at rest from going over to the new model; nothing when it can. */
export function checkMigration(migration: Migration, state: State): MigrationProblem[] {
  const tokens = state.tokens.flatMap((token) => tokenProblem(migration, state, token) ?? []);
  const undone = state.tokens.flatMap((token) => token.undo ?? []);
  return [...tokens, ...doneProblems(migration, [...(state.done ?? []), ...undone])];
}
