import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import type { Named } from "../../api/types.ts";

/** What to dispatch to whom. */
export interface CampaignRequest {
  sourceRecordId: string;
  title?: string;
  /** Period keys such as 2026-03; absent: every period of the year. */
  periods?: string[];
  /** Absent: every unit the record type is dispatched to. */
  unitIds?: number[];
  /** Absent: every subject. */
  subjects?: string[];
  /** Day of the month after the period. */
  dueDay?: number;
}

/** What a request would make, before anything is made. */
export interface CampaignPreview {
  title: string;
  periodKind: "month" | "quarter" | "year" | "once";
  year: number;
  dueDay: number;
  /** Every period of the year with its due moment under this request. */
  allPeriods: { key: string; title: string; dueAt: string }[];
  allUnits: Named[];
  allSubjects: { id: string; title: string }[];
  /** Obligations this request would make, those that exist already left out. */
  count: number;
  existing: number;
  /** Published version of the form; null: the type's common form. */
  form: { title: string; number: number } | null;
}

/** Work that runs on the server. */
export interface JobView {
  id: string;
  state: "ready" | "running" | "done" | "failed" | "cancelled";
  progress: number | null;
  total: number | null;
  error: string | null;
  result: unknown;
}

/** How far one unit is in one period. */
export interface CompletenessCell {
  unitId: number;
  periodKey: string;
  due: number;
  submitted: number;
  onTime: number;
  completed: number;
  overdue: number;
}

/** A campaign with who has reported and who has not. */
export interface CampaignView {
  id: string;
  title: string;
  recordType: string;
  sourceRecordId: string | null;
  createdAt: string;
  createdBy: Named | null;
  cancelledAt: string | null;
  jobId: string | null;
  periods: { key: string; title: string; dueAt: string }[];
  units: Named[];
  cells: CompletenessCell[];
  canManage: boolean;
}

const preview = (request: CampaignRequest) => api.post<CampaignPreview>("/campaigns/preview", request);

/** What the request would make. */
export function useCampaignPreview(request: CampaignRequest, enabled: boolean) {
  return useQuery({
    queryKey: ["campaign-preview", request],
    queryFn: () => preview(request),
    enabled,
    placeholderData: (before) => before,
    staleTime: 0,
  });
}

/** Starts a dispatch; the answer names the job that carries it out. */
export function useDispatch() {
  return useMutation({
    mutationFn: (request: CampaignRequest) => api.post<{ campaignId: string; jobId: string }>("/campaigns", request),
  });
}

/** Follows a job until it ends. */
export function useJob(id: string | undefined) {
  return useQuery({
    queryKey: ["job", id],
    queryFn: () => api.get<JobView>(`/jobs/${id}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 500),
  });
}

/** Whether a job has ended, one way or another. */
export const isOver = (job: JobView | undefined): boolean =>
  job !== undefined && job.state !== "ready" && job.state !== "running";

/** One campaign. */
export function useCampaign(id: string) {
  return useQuery({ queryKey: ["campaign", id], queryFn: () => api.get<CampaignView>(`/campaigns/${id}`) });
}

/** Campaigns of a record, newest first. */
export function useCampaignsOf(recordId: string) {
  return useQuery({
    queryKey: ["campaigns", recordId],
    queryFn: () => api.get<{ id: string; title: string; createdAt: string }[]>("/campaigns", { source: recordId }),
  });
}

/** Reminds the units that have not reported; all of them, or those named. */
export function useRemind(id: string) {
  return useMutation({
    mutationFn: (unitIds?: number[]) => api.post<{ reminded: number }>(`/campaigns/${id}/remind`, { unitIds }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["campaign", id] }),
  });
}

/** Takes a campaign back where nothing has been filled yet. */
export function useCancelCampaign(id: string) {
  return useMutation({
    mutationFn: () => api.post(`/campaigns/${id}/cancel`, {}),
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
