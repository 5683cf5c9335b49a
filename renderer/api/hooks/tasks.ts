import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import { queryClient } from "../query-client.ts";
import type { DeskDue, Page, ProcessView, TaskBox, TaskCounts, TaskGroups, TaskRow, TaskView } from "../types.ts";

/** Which page of which box to show. */
export interface TaskRequest {
  box: TaskBox;
  q?: string;
  type?: string;
  node?: string;
  unit?: number;
  due?: DeskDue;
  offset: number;
  limit: number;
}

/** One page of a task box. */
export function useTasks(request: TaskRequest) {
  return useQuery({
    queryKey: ["tasks", request],
    queryFn: ({ signal }) => api.get<Page<TaskRow>>("/tasks", { ...request }, signal),
    placeholderData: keepPreviousData,
  });
}

/** The figures on the desk, kept fresh. */
export function useTaskCounts() {
  return useQuery({
    queryKey: ["tasks", "counts"],
    queryFn: () => api.get<TaskCounts>("/tasks/counts"),
    refetchInterval: 60_000,
  });
}

/** What waits, heaped up; kept as fresh as the figures. */
export function useTaskGroups() {
  return useQuery({
    queryKey: ["tasks", "groups"],
    queryFn: () => api.get<TaskGroups>("/tasks/groups"),
    refetchInterval: 60_000,
  });
}

/** One task with its record. */
export function useTask(id: string) {
  return useQuery({ queryKey: ["task", id], queryFn: () => api.get<TaskView>(`/tasks/${id}`) });
}

/** What a reviewer decided. */
export interface Completion {
  outcome: string;
  opinion?: string;
  data?: Record<string, unknown>;
  lockVersion?: number;
  attachments?: string[];
}

/** Makes everything that shows tasks, records or figures read again. */
export function refreshWork(): Promise<void> {
  const kinds = ["tasks", "task", "record", "process", "obligations", "list", "tiles", "notifications", "statistics"];
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => kinds.includes(String(queryKey[0])) });
}

/** Completes a task with one of its outcomes. */
export function useCompleteTask(id: string) {
  return useMutation({
    mutationFn: (completion: Completion) => api.post(`/tasks/${id}/complete`, completion),
    onSettled: refreshWork,
  });
}

/** Takes a task for oneself, or gives it back. */
export function useClaimTask(id: string) {
  return useMutation({
    mutationFn: (claimed: boolean) => api.post(`/tasks/${id}/${claimed ? "claim" : "unclaim"}`),
    onSettled: refreshWork,
  });
}

/** The oldest task that waits for the reader besides this one. */
export async function nextTaskId(besides: string): Promise<string | undefined> {
  const page = await api.get<Page<TaskRow>>("/tasks", { box: "todo", offset: 0, limit: 2 });
  return page.rows.find((row) => row.id !== besides)?.id;
}

/** A process with its picture and what happened in it. */
export function useProcess(instanceId: string | null | undefined) {
  return useQuery({
    queryKey: ["process", instanceId],
    queryFn: () => api.get<ProcessView>(`/processes/${instanceId}`),
    enabled: Boolean(instanceId),
  });
}
