import { behaviourOf } from "../elements/index.ts";
import { ProcessError } from "../error.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";

/** An armed timer is due. */
export function fireTimer(run: Run, timerId: string): void {
  const timer = run.timers.find((candidate) => candidate.id === timerId);
  const token = timer && run.tokens.find((candidate) => candidate.id === timer.token);
  if (!timer || !token) throw new ProcessError("timer-not-open", "定时器已触发或已取消，无需再次处理");
  const node = run.node(timer.node);
  behaviourOf(node).trigger?.(run, token as Token, node, timer);
}
