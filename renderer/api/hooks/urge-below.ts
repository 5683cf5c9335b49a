import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";

interface Waiting {
  waiting: number;
  tooSoon: number;
}

/** What waits at the units below the reader's own. */
export interface WaitingBelow {
  all: Waiting;
  overdue: Waiting;
  most: number;
}

/** What urging them came to. */
export interface UrgedBelow {
  urged: number;
  tooSoon: number;
  units: number;
}

/** Counts what waits below, each time the dialog opens. */
export function useWaitingBelow(open: boolean) {
  const queryFn = () => api.get<WaitingBelow>("/tasks/below");
  return useQuery({ queryKey: ["tasks-below"], queryFn, enabled: open, gcTime: 0, staleTime: 0 });
}

/** Urges what waits below, or only what is late. */
export function useUrgeBelow() {
  return useMutation({
    mutationFn: (request: { overdue: boolean }) => api.post<UrgedBelow>("/tasks/urge-below", request),
  });
}
