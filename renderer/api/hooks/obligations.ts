import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import type { Obligation, ObligationBox, OpenedObligation, Page } from "../types.ts";

/** One page of what the reader's unit owes. */
export function useObligations(box: ObligationBox, offset: number, limit: number) {
  return useQuery({
    queryKey: ["obligations", box, offset, limit],
    queryFn: () => api.get<Page<Obligation>>("/obligations", { box, offset, limit }),
    placeholderData: keepPreviousData,
  });
}

/** Opens an obligation: the record there is, or the data of a new one. Asking twice changes nothing. */
export function useOpenObligation(id: string) {
  return useQuery({
    queryKey: ["obligation-open", id],
    queryFn: () => api.post<OpenedObligation>(`/obligations/${id}/open`),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
