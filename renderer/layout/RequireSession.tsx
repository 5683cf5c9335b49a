import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router-dom";
import { useSessionQuery } from "../api/hooks/session.ts";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { PageLoading } from "../components/PageLoading.tsx";

/** Shows its children to people who are signed in, and leads others to sign in and back. */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useSessionQuery();
  const { pathname, search } = useLocation();
  if (session.data) return children;
  if (session.error) return <ErrorNotice error={session.error} onRetry={() => session.refetch()} />;
  if (session.isPending) return <PageLoading />;
  const here = pathname + search;
  const query = here === "/" ? "" : `?return=${encodeURIComponent(here)}`;
  return <Navigate to={`/sign-in${query}`} replace />;
}
