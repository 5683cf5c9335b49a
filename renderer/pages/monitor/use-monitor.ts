import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api, type QueryValue } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import type * as Types from "./types.ts";

const every = 60_000;

/** Reads something of the monitor again when the filter changes, and every minute. */
function useMonitored<T>(path: string, query: Record<string, QueryValue>, enabled = true) {
  return useQuery({
    queryKey: ["monitor", path, query],
    queryFn: ({ signal }) => api.get<T>(`/monitor/${path}`, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: every,
    enabled,
  });
}

/** The definitions with processes, and their versions. */
export const useProcesses = () => useMonitored<Types.MonitoredDefinition[]>("processes", {});

/** Instances by state, overdue tasks, open incidents. */
export const useOverview = (query: Record<string, QueryValue>) => useMonitored<Types.Overview>("overview", query);

/** One page of instances. */
export const useInstances = (query: Record<string, QueryValue>) =>
  useMonitored<Types.Lines<Types.InstanceLine>>("instances", query);

/** One page of open incidents. */
export const useIncidents = (query: Record<string, QueryValue>) =>
  useMonitored<Types.Lines<Types.IncidentLine>>("incidents", query);

/** How the nodes of a process fare. */
export const useNodes = (query: Record<string, QueryValue>, enabled: boolean) =>
  useMonitored<Types.ProcessFigures>("nodes", query, enabled);

/** An instance as administrators see it. */
export function useAdministration(id: string) {
  return useQuery({
    queryKey: ["process", id, "administration"],
    queryFn: () => api.get<Types.Administration>(`/processes/${id}/administration`),
  });
}

/** Makes everything that shows the instance read again. */
export function refreshInstance(id: string): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ["process", id] }),
    queryClient.invalidateQueries({ queryKey: ["monitor"] }),
  ]);
}

/** Suspends, resumes or terminates. */
export function useDecide(id: string) {
  return useMutation({
    mutationFn: ({ verb, reason }: { verb: "suspend" | "resume" | "terminate"; reason: string }) =>
      api.post(`/processes/${id}/${verb}`, { reason }),
    onSuccess: () => refreshInstance(id),
  });
}

/** Works out what a repair would do. */
export function usePreview(id: string) {
  return useMutation({
    mutationFn: (actions: Types.RepairAction[]) =>
      api.post<Types.Preview>(`/processes/${id}/repair-preview`, { actions }),
  });
}

/** Carries a repair out. */
export function useRepair(id: string) {
  return useMutation({
    mutationFn: (repair: { actions: Types.RepairAction[]; reason: string; lockVersion?: number }) =>
      api.post(`/processes/${id}/repair`, repair),
    onSettled: () => refreshInstance(id),
  });
}

/** Past migrations of a definition. */
export function useMigrations(definition: string) {
  return useQuery({
    queryKey: ["migrations", definition],
    queryFn: () => api.get<Types.MigrationRow[]>("/process-migrations", { definition }),
  });
}

/** One migration with its counts, read again until its job is over. */
export function useMigration(id: string | undefined, running: boolean) {
  return useQuery({
    queryKey: ["migration", id],
    queryFn: () => api.get<Types.MigrationView>(`/process-migrations/${id}`),
    enabled: id !== undefined,
    refetchInterval: running ? 1000 : false,
  });
}

/** The results of a migration, instance by instance. */
export function useMigrationItems(id: string, result: string | undefined, offset: number) {
  return useQuery({
    queryKey: ["migration", id, "items", result, offset],
    queryFn: () =>
      api.get<{ rows: Types.MigrationItem[] }>(`/process-migrations/${id}/items`, { result, offset, limit: 20 }),
    placeholderData: keepPreviousData,
  });
}

/** Where nodes of one version can go in another. */
export function useChoices(query: { fromVersionId?: number; toVersionId?: number; processKey?: string }) {
  return useQuery({
    queryKey: ["migration-choices", query],
    queryFn: () => api.get<Types.NodeChoice[]>("/process-migrations/choices", query),
    enabled: query.fromVersionId !== undefined && query.toVersionId !== undefined && query.processKey !== undefined,
  });
}

/** The months of the history and what was archived. */
export function useHistoryMonths() {
  return useQuery({ queryKey: ["history-months"], queryFn: () => api.get<Types.HistoryMonths>("/process-history") });
}
