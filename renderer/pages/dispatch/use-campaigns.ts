import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import type { Named } from "../../api/types.ts";

/** What to dispatch to whom. */
export interface CampaignRequest {
  sourceRecordId: string;
  title?: string;
  /** Period keys such as 2026-03. */
  periods: string[];
  /** Absent: every unit the record type is dispatched to. */
  unitIds?: number[];
  /** Absent: every subject. */
  subjects?: string[];
  /** Day of the month after the period. */
  dueDay?: number;
}

/** What a dispatch of a record may choose from. */
export interface DispatchOptions {
  title: string;
  periodKind: "month" | "quarter" | "year" | "once";
  year: number;
  dueDay: number;
  periods: DuePeriod[];
  /** The first 500 units it may reach. */
  units: Named[];
  unitCount: number;
  subjects: { id: string; title: string }[];
  form: { title: string; number: number; own: boolean };
}

/** A period with the moment its report is due. */
export interface DuePeriod {
  key: string;
  title: string;
  dueAt: string;
}

/** What a request would make, before anything is made. */
export interface CampaignPreview {
  title: string;
  count: number;
  units: number;
  periods: DuePeriod[];
  subjects: { id: string; title: string }[];
  /** Says which units are left out because their level files no such form. */
  leftOut: string | null;
}

/** Work that runs on the server. */
export interface JobView {
  id: string;
  state: "ready" | "running" | "done" | "failed" | "cancelled";
  progress: number | null;
  total: number | null;
  canCancel: boolean;
  error: string | null;
  /** Of a dispatch: obligations made, and those that were there before. */
  result: { created: number; skipped: number } | null;
}

/** 应报, 已报, 按时, 超期, 已完成. */
export interface Completeness {
  due: number;
  submitted: number;
  onTime: number;
  overdue: number;
  completed: number;
}

/** One unit's line: how far it is in each period. */
export interface UnitLine {
  unitId: number;
  unitName: string;
  remindedAt: string | null;
  remindedCount: number;
  periods: (Completeness & { period: string })[];
}

/** A campaign with who has reported and who has not. */
export interface CampaignView {
  id: string;
  title: string;
  recordType: string;
  sourceRecordId: string | null;
  createdAt: string;
  createdBy: string;
  cancelledAt: string | null;
  jobId: string | null;
  periods: DuePeriod[];
  total: Completeness;
  completeness: { units: UnitLine[]; unitCount: number };
  abilities: { canManage: boolean };
}

/** Which lines of a campaign are looked at. */
export type Shown = "all" | "missing" | "overdue";

/** What the dispatch of a record may choose from. */
export function useDispatchOptions(source: string, dueDay: number | undefined) {
  return useQuery({
    queryKey: ["dispatch-options", source, dueDay],
    queryFn: () => api.get<DispatchOptions>("/campaigns/options", { source, dueDay }),
    placeholderData: keepPreviousData,
  });
}

/** What the request would make; not asked while no period is chosen. */
export function useCampaignPreview(request: CampaignRequest) {
  return useQuery({
    queryKey: ["campaign-preview", request],
    queryFn: () => api.post<CampaignPreview>("/campaigns/preview", request),
    enabled: request.periods.length > 0,
    placeholderData: keepPreviousData,
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

/** Lines on one page of a campaign's table. */
export const UNIT_PAGE = 50;

/** One campaign with one page of its units. */
export function useCampaign(id: string, { q, show, page }: { q: string; show: Shown; page: number }) {
  return useQuery({
    queryKey: ["campaign", id, q, show, page],
    queryFn: () =>
      api.get<CampaignView>(`/campaigns/${id}`, { q, show, offset: (page - 1) * UNIT_PAGE, limit: UNIT_PAGE }),
    placeholderData: keepPreviousData,
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
