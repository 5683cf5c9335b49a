import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import { refreshWork } from "./tasks.ts";

/** What came of one row of a batch. */
export interface BatchRow {
  id: string;
  title: string | null;
  ok: boolean;
  detail?: string;
}

/** What came of all of them. */
export interface BatchResult {
  rows: BatchRow[];
  done: number;
  failed: number;
}

/** One decision on many tasks. */
export interface Batch {
  ids: string[];
  action: "approve" | "return";
  opinion?: string;
}

/** Decides many tasks; few are answered at once, many become a job. */
export function useBatch() {
  return useMutation({
    mutationFn: (batch: Batch) => api.post<BatchResult | { jobId: string; count: number }>("/tasks/batch", batch),
    onSettled: refreshWork,
  });
}

interface BatchJob {
  state: "ready" | "running" | "done" | "failed" | "cancelled";
  percent: number;
  result: BatchResult | null;
  error: string | null;
}

/** Follows a batch that became a job until it ends. */
export function useBatchJob(id: string | undefined) {
  return useQuery({
    queryKey: ["batch-job", id],
    queryFn: async () => {
      const job = await api.get<BatchJob>(`/jobs/${id}`);
      if (job.state === "done") await refreshWork();
      return job;
    },
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && !["ready", "running"].includes(state.data.state) ? false : 500),
  });
}
