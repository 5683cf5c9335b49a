import type { Command } from "../command.ts";
import { complete, receive } from "../elements/activity.ts";
import { behaviourOf } from "../elements/index.ts";
import { runJob } from "../elements/service-task.ts";
import { ProcessError } from "../error.ts";
import { titleOf } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";

/** A worker has done its job. */
export function completeJob(run: Run, command: Extract<Command, { type: "completeJob" }>): void {
  const token = openJob(run, command.jobId);
  const node = run.node(token.at);
  delete token.job;
  receive(run, token, node, command.variables);
  // A throwing event whose message is a worker's business goes on as that event does.
  const { resume } = behaviourOf(node);
  if (resume) resume(run, token, node);
  else complete(run, token, node);
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
