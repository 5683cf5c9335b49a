import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./problem.ts";

/** The cache of what the server said; only a lost connection is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => error instanceof ApiError && error.status === 0 && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
});
