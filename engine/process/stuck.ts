import { titleOf } from "./model.ts";
import type { Run } from "./run.ts";

/** Reports an instance whose tokens all rest at joins that nothing can complete any more. */
export function reportStuck(run: Run): void {
  if (run.tokens.length === 0 || run.timers.length > 0 || run.subscriptions.length > 0) return;
  if (run.tokens.some((token) => token.task !== undefined || token.job !== undefined)) return;
  const hosts = new Set(run.tokens.flatMap((candidate) => [candidate.scope, candidate.undoes]));
  const token = run.tokens.find((candidate) => !hosts.has(candidate.id));
  if (!token) return;
  const message = `流程停在汇聚网关${titleOf(run.node(token.at))}，没有办理中的任务能使它继续，请由管理员移动到合适的节点`;
  run.effects.push({ type: "incident", nodeId: token.at, message });
}
