import { ProcessError } from "../error.ts";
import { occur } from "../occur.ts";
import type { Run } from "../run.ts";

/** An armed timer is due. */
export function fireTimer(run: Run, timerId: string): void {
  const timer = run.timers.find((candidate) => candidate.id === timerId);
  if (!timer) throw new ProcessError("timer-not-open", "定时器已触发或已取消，无需再次处理");
  occur(run, timer);
}
