import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import type { PackageDiff, Problem } from "../../../engine/definition/index.ts";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import type { Named, Page } from "../../api/types.ts";

/** An account as its managers see it. */
export interface AccountRow {
  id: number;
  login: string;
  name: string;
  phone: string | null;
  unit: Named;
  roles: { key: string; title: string }[];
  disabled: boolean;
  lockedUntil: string | null;
}

/** What an account's form says. */
export interface AccountInput {
  login: string;
  name: string;
  unitId: number;
  roles: string[];
  phone?: string | null;
  disabled?: boolean;
}

/** A definition with its live version. */
export interface DefinitionRow {
  key: string;
  title: string;
  origin: "shipped" | "designed" | "imported";
  number: number;
  publishedAt: string;
}

/** One version of a definition. */
export interface VersionRow {
  number: number;
  state: "published" | "retired";
  note: string | null;
  createdBy: Named | null;
  publishedAt: string;
}

/** What an import would do. */
export interface ImportPreview {
  key?: string;
  title?: string;
  isNew?: boolean;
  diff: PackageDiff;
  problems: Problem[];
  /** The BPMN texts in which a node is wrong, by file. */
  drawings: Record<string, string>;
}

/** One row of the audit trail. */
export interface AuditRow {
  id: number;
  at: string;
  account: { id: number; login: string; name: string } | null;
  unitName: string | null;
  ip: string | null;
  action: string;
  target: string | null;
  result: string;
  detail: Record<string, unknown> | null;
}

const refresh = (key: string) => () => queryClient.invalidateQueries({ queryKey: [key] });

/** One page of accounts. */
export function useAccounts(q: string, offset: number, limit: number) {
  return useQuery({
    queryKey: ["accounts", q, offset, limit],
    queryFn: () => api.get<Page<AccountRow>>("/accounts", { q: q || undefined, offset, limit }),
    placeholderData: keepPreviousData,
  });
}

/** Records of one unit that an account left behind, and who may keep them. */
export interface Estate {
  unit: Named;
  types: { recordType: string; title: string; count: number }[];
  heirs: { id: number; login: string; name: string }[];
}

/** What an account that is disabled or has moved left behind. */
export function useEstates(accountId: number) {
  return useQuery({
    queryKey: ["estates", accountId],
    queryFn: () => api.get<{ estates: Estate[] }>(`/accounts/${accountId}/records`),
  });
}

/** Gives the records of a unit to another account of it. */
export function useHandOver(accountId: number) {
  return useMutation({
    mutationFn: (given: { unitId: number; to: number }) =>
      api.post<{ moved: number }>(`/accounts/${accountId}/records/hand-over`, given),
    onSuccess: refresh("estates"),
  });
}

/** Every role the definitions declare. */
export function useRoles() {
  return useQuery({ queryKey: ["roles"], queryFn: () => api.get<{ key: string; title: string }[]>("/roles") });
}

/** Makes an account; the answer holds its first password, shown once. */
export function useCreateAccount() {
  return useMutation({
    mutationFn: (input: AccountInput) => api.post<{ account: AccountRow; password: string }>("/accounts", input),
    onSuccess: refresh("accounts"),
  });
}

/** Changes an account. */
export function useUpdateAccount() {
  return useMutation({
    mutationFn: ({ id, ...input }: Omit<AccountInput, "login"> & { id: number }) => api.put(`/accounts/${id}`, input),
    onSuccess: refresh("accounts"),
  });
}

/** Gives an account a new password, shown once. */
export function useResetPassword() {
  return useMutation({ mutationFn: (id: number) => api.post<{ password: string }>(`/accounts/${id}/reset-password`) });
}

/** Lets a locked account try again. */
export function useUnlock() {
  return useMutation({
    mutationFn: (id: number) => api.post(`/accounts/${id}/unlock`),
    onSuccess: refresh("accounts"),
  });
}

/** Every definition; with the forms that belong to single records when asked for. */
export function useDefinitions(withForms: boolean) {
  return useQuery({
    queryKey: ["definitions", withForms],
    queryFn: () => api.get<DefinitionRow[]>("/definitions", { forms: withForms ? 1 : undefined }),
  });
}

/** The versions of a definition, newest first. */
export function useVersions(key: string) {
  return useQuery({
    queryKey: ["definitions", key, "versions"],
    queryFn: () => api.get<VersionRow[]>(`/definitions/${key}/versions`),
  });
}

/** What changed between two versions. */
export function useDefinitionDiff(key: string, from: number | undefined, to: number | undefined) {
  return useQuery({
    queryKey: ["definitions", key, "diff", from, to],
    queryFn: () => api.get<PackageDiff>(`/definitions/${key}/diff`, { from, to }),
    enabled: from !== undefined && to !== undefined,
  });
}

/** Tries or carries out an import of a zip. */
export function useImport() {
  return useMutation({
    mutationFn: ({ file, dryRun }: { file: File; dryRun: boolean }) => {
      const body = new FormData();
      body.set("file", file);
      return api.post<ImportPreview>("/definitions/import", body, { query: { dryRun: dryRun ? 1 : undefined } });
    },
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : queryClient.invalidateQueries()),
  });
}

/** One page of the audit trail, newest first. */
export function useAudit(filter: Record<string, string | number | undefined>) {
  return useQuery({
    queryKey: ["audit", filter],
    queryFn: () => api.get<AuditRow[]>("/audit", filter),
    placeholderData: keepPreviousData,
  });
}
