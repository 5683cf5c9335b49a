import type { CompleteTask } from "../command.ts";
import { complete } from "../elements/activity.ts";
import { ProcessError } from "../error.ts";
import { type NodeModel, titleOf } from "../model.ts";
import type { Run } from "../run.ts";
import { moveTokens } from "./move.ts";

/** A user task is done: its outcome becomes routing variables, and the token flows on or, to return, moves. */
export function completeTask(run: Run, command: CompleteTask): void {
  const token = run.tokens.find(
    (candidate) =>
      candidate.task !== undefined && (candidate.task === command.taskId || candidate.id === command.tokenId),
  );
  if (!token) throw new ProcessError("task-not-open", "任务已被办理或已撤销，请刷新后查看最新状态");
  const node = run.node(token.at);
  run.assign(command.variables, token);
  const free = command.to !== undefined || command.outcome === undefined;
  const outcome = free ? undefined : outcomeOf(node, command.outcome as string);
  if (command.outcome !== undefined) {
    run.assign({ outcome: command.outcome, [`${node.id}_outcome`]: command.outcome }, token);
  }
  run.effects.push({
    type: "closeTask",
    taskId: token.task as string,
    nodeId: node.id,
    reason: "completed",
    ...(command.outcome === undefined ? {} : { outcome: command.outcome }),
  });
  delete token.task;
  if (command.to !== undefined) {
    moveTokens(run, [token], command.to);
    return;
  }
  if (outcome?.kind !== "return") {
    complete(run, token, node);
    return;
  }
  if (outcome.target === undefined) {
    throw new ProcessError(
      "move-target",
      `节点${titleOf(node)}的“${outcome.label}”没有指定退回到哪里，请选择退回节点`,
      node.id,
    );
  }
  moveTokens(run, [token], outcome.target);
}

function outcomeOf(node: NodeModel, key: string) {
  const outcomes = node.task?.outcomes ?? [];
  const outcome = outcomes.find((candidate) => candidate.key === key);
  if (outcome || outcomes.length === 0) return outcome;
  const labels = outcomes.map((candidate) => candidate.label).join("、");
  throw new ProcessError("unknown-outcome", `节点${titleOf(node)}没有“${key}”这个办理结果，可选：${labels}`, node.id);
}
