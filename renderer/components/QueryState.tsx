import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { PageLoading } from "./PageLoading.tsx";

interface Props<T> {
  query: UseQueryResult<T, Error>;
  children: (data: NonNullable<T>) => ReactNode;
}

/** Loading, failure, or what the data looks like. */
export function QueryState<T>({ query, children }: Props<T>) {
  if (query.data !== undefined && query.data !== null) return <>{children(query.data as NonNullable<T>)}</>;
  if (query.error) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  return <PageLoading />;
}
