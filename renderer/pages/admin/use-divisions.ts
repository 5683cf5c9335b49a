import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";

/** What may happen to a division. */
export type ChangeKind = "added" | "renamed" | "moved" | "merged" | "split" | "retired";

/** Which division goes on in which, where their codes differ. */
export interface Successor {
  from: string;
  to: string;
}

/** One line of a preview. */
export interface DivisionChange {
  kind: ChangeKind;
  code: string;
  name: string;
  successor?: string;
  oldName?: string;
  newName?: string;
}

/** What an import would do. */
export interface DivisionPreview {
  counts: Record<ChangeKind, number>;
  changes: DivisionChange[];
  problems: string[];
  unexplained: number;
  accounts: number;
}

/** An imported division table. */
export interface DivisionImport {
  id: string;
  fileName: string;
  effectiveOn: string;
  successors: Successor[];
  state: "draft" | "scheduled" | "applied" | "discarded";
  jobId: string | null;
  creator: string;
  createdAt: string;
  result: { counts?: Partial<Record<ChangeKind, number>> } | null;
  preview?: DivisionPreview | null;
}

const refresh = () => void queryClient.invalidateQueries({ queryKey: ["division-imports"] });

/** The latest imports, newest first. */
export function useDivisionImports() {
  return useQuery({
    queryKey: ["division-imports"],
    queryFn: () => api.get<{ rows: DivisionImport[] }>("/division-imports"),
  });
}

/** One import with what it would do. */
export function useDivisionImport(id: string | undefined) {
  return useQuery({
    queryKey: ["division-imports", id],
    queryFn: () => api.get<DivisionImport>(`/division-imports/${id}`),
    enabled: id !== undefined,
  });
}

/** Uploads the table of a division and all below it, the manager's own where none is named, as a dry run. */
export function useUploadDivisions() {
  return useMutation({
    mutationFn: ({ file, root }: { file: File; root: string | undefined }) => {
      const body = new FormData();
      body.set("file", file);
      return api.post<DivisionImport>(`/division-imports${root ? `?root=${root}` : ""}`, body);
    },
    onSuccess: refresh,
  });
}

/** Says from when a table counts and which division goes on in which. */
export function useAdjustImport(id: string) {
  return useMutation({
    mutationFn: (input: { effectiveOn: string; successors: Successor[] }) =>
      api.put<DivisionImport>(`/division-imports/${id}`, input),
    onSuccess: refresh,
  });
}

/** Confirms an import, or gives it up. */
export function useSettleImport(id: string) {
  return useMutation({
    mutationFn: (what: "confirm" | "discard") => api.post<{ jobId?: string }>(`/division-imports/${id}/${what}`, {}),
    onSuccess: refresh,
  });
}
