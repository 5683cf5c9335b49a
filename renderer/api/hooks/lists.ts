import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import type { ListMeta, ListRequest, ListResult, SavedFilter } from "../list-types.ts";
import { queryClient } from "../query-client.ts";
import type { TileView } from "../types.ts";

/** What a list view offers; `view` is `<package>/<viewKey>`. */
export function useListMeta(view: string) {
  return useQuery({
    queryKey: ["list-meta", view],
    queryFn: () => api.get<ListMeta>(`/lists/${view}`),
    staleTime: 60_000,
  });
}

/** The rows that answer a question. */
export function useListRows(view: string, request: ListRequest, enabled: boolean) {
  return useQuery({
    queryKey: ["list", view, request],
    queryFn: ({ signal }) => api.post<ListResult>(`/lists/${view}/query`, request, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Counts all rows, however many. */
export function useExactCount(view: string) {
  return useMutation({
    mutationFn: (request: ListRequest) =>
      api.post<ListResult>(`/lists/${view}/query`, { ...request, offset: 0, limit: 1, count: "exact" }),
  });
}

/** The reader's saved filters of a view. */
export function useSavedFilters(view: string) {
  return useQuery({
    queryKey: ["saved-filters", view],
    queryFn: () => api.get<SavedFilter[]>("/saved-filters", { view }),
  });
}

const refreshSaved = () => queryClient.invalidateQueries({ queryKey: ["saved-filters"] });

/** Keeps a filter under a name. */
export function useSaveFilter(view: string) {
  return useMutation({
    mutationFn: (filter: { name: string; query: ListRequest }) =>
      api.post<SavedFilter>("/saved-filters", { view, ...filter }),
    onSuccess: refreshSaved,
  });
}

/** Drops a saved filter. */
export function useDeleteFilter() {
  return useMutation({ mutationFn: (id: number) => api.delete(`/saved-filters/${id}`), onSuccess: refreshSaved });
}

/** The desk's tiles. */
export function useTiles() {
  return useQuery({ queryKey: ["tiles"], queryFn: () => api.get<TileView[]>("/tiles") });
}
