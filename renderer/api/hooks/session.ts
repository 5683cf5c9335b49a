import { useMutation, useQuery } from "@tanstack/react-query";
import { api, setCsrfToken } from "../client.ts";
import { ApiError } from "../problem.ts";
import { queryClient } from "../query-client.ts";
import type { Health, Session } from "../types.ts";

const sessionKey = ["session"];

async function fetchSession(): Promise<Session | null> {
  try {
    const session = await api.get<Session>("/session");
    setCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** The session; null when nobody is signed in. */
export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 5 * 60_000 });
}

/** The session of a page that is only shown to people who are signed in. */
export function useSession(): Session {
  const session = useSessionQuery().data;
  if (!session) throw new Error("useSession outside RequireSession");
  return session;
}

/** Makes the app show the sign-in page without asking the server again. */
export function forgetSession(): void {
  if (queryClient.getQueryData(sessionKey)) queryClient.setQueryData(sessionKey, null);
}

/** Signs in; everything another account had read is dropped first. */
export function useSignIn() {
  return useMutation({
    mutationFn: (credentials: { login: string; password: string }) => api.post<Session>("/session", credentials),
    onSuccess: (session) => {
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
      setCsrfToken(session.csrfToken);
      queryClient.setQueryData(sessionKey, session);
    },
  });
}

/** Signs out here and on the server. */
export function useSignOut() {
  return useMutation({ mutationFn: () => api.delete("/session"), onSettled: () => forgetSession() });
}

/** Changes one's own password. */
export function useChangePassword() {
  return useMutation({
    mutationFn: (change: { current: string; next: string }) => api.post("/session/password", change),
  });
}

/** Whether this is a demonstration, and with which accounts. */
export function useHealth() {
  return useQuery({ queryKey: ["health"], queryFn: () => api.get<Health>("/health"), staleTime: 60_000 });
}
