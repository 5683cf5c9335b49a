import type { JobRow } from "../jobs/read-job.ts";

const states: Record<JobRow["state"], string> = {
  ready: "等待执行",
  running: "正在执行",
  done: "已完成",
  failed: "执行失败",
  cancelled: "已取消",
};

/** A job for a progress bar. */
export function presentJob(job: JobRow): Record<string, unknown> {
  const { progress, total } = job;
  const waitsAgain = job.state === "ready" && job.attempts > 0;
  return {
    ...job,
    stateText: waitsAgain ? "等待重试" : states[job.state],
    percent: job.state === "done" ? 100 : progress !== null && total ? Math.floor((progress / total) * 100) : 0,
    canCancel: (job.state === "ready" || job.state === "running") && !job.cancelRequested,
  };
}
