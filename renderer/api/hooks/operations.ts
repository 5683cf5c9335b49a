import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import type { Colleague, Comment, PathStep, ReturnTarget, Stop, Substitution } from "../operation-types.ts";
import { queryClient } from "../query-client.ts";
import { refreshWork } from "./tasks.ts";

/** Colleagues whose name or unit contains the text. */
export async function findColleagues(q: string): Promise<Colleague[]> {
  return (await api.get<{ rows: Colleague[] }>("/people", { q: q || undefined, limit: 20 })).rows;
}

/** An operation on a task: the last part of its address, and what it sends. */
export interface TaskOperation {
  path: string;
  body?: object;
  method?: "post" | "delete";
}

/** Does something about a task; everything that shows tasks is read again. */
export function useTaskOperation(id: string) {
  return useMutation({
    mutationFn: ({ path, body, method = "post" }: TaskOperation) =>
      method === "delete" ? api.delete(`/tasks/${id}/${path}`) : api.post(`/tasks/${id}/${path}`, body ?? {}),
    onSettled: () => Promise.all([refreshWork(), queryClient.invalidateQueries({ queryKey: ["explain"] })]),
  });
}

/** Where a task may be returned to. */
export function useReturnTargets(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["task", id, "return-targets"],
    queryFn: async () => (await api.get<{ targets: ReturnTarget[] }>(`/tasks/${id}/return-targets`)).targets,
    enabled,
    gcTime: 0,
  });
}

/** Why a process is where it is, and what comes next. */
export function useExplanation(instanceId: string | null | undefined) {
  return useQuery({
    queryKey: ["explain", instanceId],
    queryFn: () => api.get<{ here: Stop[]; next: PathStep[] }>(`/processes/${instanceId}/explain`),
    enabled: Boolean(instanceId),
  });
}

/** What would be submitted. */
export interface PathRequest {
  recordId?: string;
  recordType?: string;
  definitionKey?: string;
  data: Record<string, unknown>;
}

/** The path a submission would take. */
export function usePathPreview() {
  return useMutation({
    mutationFn: async (request: PathRequest) => (await api.post<{ path: PathStep[] }>("/path-preview", request)).path,
  });
}

/** What people said about a record. */
export function useComments(recordId: string) {
  return useQuery({
    queryKey: ["comments", recordId],
    queryFn: async () => (await api.get<{ rows: Comment[] }>(`/records/${recordId}/comments`)).rows,
  });
}

/** Adds a remark. */
export function useAddComment(recordId: string) {
  return useMutation({
    mutationFn: (comment: { text: string; mentions: number[]; attachments: string[]; taskId?: string }) =>
      api.post<{ rows: Comment[] }>(`/records/${recordId}/comments`, comment),
    onSuccess: ({ rows }) => queryClient.setQueryData(["comments", recordId], rows),
  });
}

/** Notes that a copy was read. */
export async function markCopyRead(id: string): Promise<void> {
  await api.post(`/copies/${id}/read`);
  await refreshWork();
}

const substitutions = ["substitutions"];

/** Where the reader stands in for others, or others for him, and the processes there are. */
export function useSubstitutions(enabled: boolean) {
  return useQuery({
    queryKey: substitutions,
    queryFn: () => api.get<{ rows: Substitution[]; processes: { key: string; title: string }[] }>("/substitutions"),
    enabled,
  });
}

/** Lets somebody act in one's place. */
export function useAddSubstitution() {
  return useMutation({
    mutationFn: (given: {
      substituteId: number;
      processes?: string[];
      startsOn: string;
      endsOn: string;
      reason?: string;
    }) => api.post<Substitution>("/substitutions", given),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: substitutions }),
  });
}

/** Ends it early. */
export function useEndSubstitution() {
  return useMutation({
    mutationFn: (id: string) => api.post(`/substitutions/${id}/end`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: substitutions }),
  });
}

/** A day on which the calendar differs from its weekday. */
export interface CalendarDay {
  day: string;
  working: boolean;
  own: boolean;
  note: string;
}

/** The days of a year that differ from their weekday. */
export function useCalendar(year: number) {
  return useQuery({
    queryKey: ["calendar", year],
    queryFn: () => api.get<{ year: number; days: CalendarDay[] }>("/calendar", { year }),
  });
}

/** Sets a day, or lets the official calendar hold again. */
export function useSaveCalendarDay() {
  return useMutation({
    mutationFn: ({ day, working, note }: { day: string; working: boolean | null; note?: string }) =>
      working === null ? api.delete(`/calendar/${day}`) : api.put(`/calendar/${day}`, { working, note }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["calendar"] }),
  });
}
