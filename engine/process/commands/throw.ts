import type { Command } from "../command.ts";
import { ProcessError } from "../error.ts";
import { titleOf } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { throwError, throwEscalation } from "../throw.ts";

type ThrowError = Extract<Command, { type: "throwError" }>;
type Escalate = Extract<Command, { type: "escalate" }>;

/** The work of a job or task has ended in an error; when no event catches it, somebody has to look. */
export function throwErrorFrom(run: Run, command: ThrowError): void {
  const token = thrower(run, command);
  if (throwError(run, token, command.errorCode, command.variables)) return;
  const node = run.node(token.at);
  const detail = command.message === undefined ? "" : `：${command.message}`;
  const message = `节点${titleOf(node)}报告的错误“${command.errorCode}”没有事件处理${detail}，请由管理员处理`;
  const job = token.job === undefined ? {} : { jobId: token.job };
  run.effects.push({ type: "incident", nodeId: node.id, message, ...job });
}

/** The work of a job or task tells the scopes around; when no event catches it, nothing happens. */
export function escalate(run: Run, command: Escalate): void {
  throwEscalation(run, thrower(run, command), command.escalationCode, command.variables);
}

function thrower(run: Run, { jobId, taskId, tokenId }: ThrowError | Escalate): Token {
  const token = run.tokens.find(
    (candidate) =>
      (jobId !== undefined && candidate.job === jobId) ||
      (taskId !== undefined && candidate.task === taskId) ||
      (tokenId !== undefined && candidate.id === tokenId),
  );
  if (token) return token;
  if (jobId !== undefined) throw new ProcessError("job-not-open", "后台任务已完成或已取消，无需再次处理");
  throw new ProcessError("task-not-open", "任务已被办理或已撤销，请刷新后查看最新状态");
}
