import type { Command } from "../command.ts";
import { complete } from "../elements/activity.ts";
import { runJob } from "../elements/service-task.ts";
import { ProcessError } from "../error.ts";
import { titleOf } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";

/** A worker has done its job. */
export function completeJob(run: Run, command: Extract<Command, { type: "completeJob" }>): void {
  const token = openJob(run, command.jobId);
  delete token.job;
  run.assign(command.variables);
  complete(run, token, run.node(token.at));
}

/** A worker has given its job up: the token stays, and somebody has to look. */
export function failJob(run: Run, command: Extract<Command, { type: "failJob" }>): void {
  const node = run.node(openJob(run, command.jobId).at);
  const message = `节点${titleOf(node)}的后台处理失败：${command.message}`;
  run.effects.push({ type: "incident", nodeId: node.id, message, jobId: command.jobId });
}

/** Hands an open job out again, after its incident has been looked at. */
export function retryJob(run: Run, jobId: string): void {
  const token = openJob(run, jobId);
  runJob(run, token, run.node(token.at));
}

function openJob(run: Run, jobId: string): Token {
  const token = run.tokens.find((candidate) => candidate.job === jobId);
  if (token) return token;
  throw new ProcessError("job-not-open", "后台任务已完成或已取消，无需再次处理");
}
