import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import { queryClient } from "../query-client.ts";
import type { NotificationRow } from "../types.ts";

/** The reader's messages, kept fresh. */
export function useNotifications() {
  return useQuery({
    queryKey: ["notifications"],
    queryFn: () => api.get<{ rows: NotificationRow[]; unread: number }>("/notifications"),
    refetchInterval: 60_000,
  });
}

/** Marks messages as read. */
export function useMarkRead() {
  return useMutation({
    mutationFn: (ids: string[]) => api.post("/notifications/read", { ids }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["notifications"] }),
  });
}
