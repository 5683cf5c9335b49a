import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../client.ts";
import type {
  AlreadyFiled,
  ChildRow,
  FieldChange,
  Page,
  RecordEvent,
  RecordTypeKey,
  RecordTypeView,
  RecordView,
  Referrer,
  RevisionRow,
  UploadEvent,
} from "../types.ts";
import { refreshWork } from "./tasks.ts";

type Data = Record<string, unknown>;

/** One record: its latest state, the official one, or a numbered revision. */
export function useRecord(id: string, revision: "latest" | "inForce" | number = "latest") {
  return useQuery({
    queryKey: ["record", id, "view", revision],
    queryFn: () => api.get<RecordView>(`/records/${id}`, { revision }),
  });
}

/** Which form of a type: the one a definition declares, which version of it, and as units of which level fill it. */
export interface FormChoice {
  form?: string;
  version?: number;
  /** The reader's own by default. */
  level?: number;
}

/** The form a record was filled with. */
export function useRecordForm({ recordType, definitionKey, versionId, unit }: RecordView) {
  return useRecordType(recordType, { form: definitionKey, version: versionId, level: unit.level });
}

/** The form of a record type as the reader meets it. */
export function useRecordType(key: RecordTypeKey, { form: definition, version, level }: FormChoice = {}) {
  // A type's own package is no form of it; only what officers designed is asked for by name.
  const form = definition === key.split("/")[0] ? undefined : definition;
  return useQuery({
    queryKey: ["record-type", key, form, version, level],
    queryFn: () => api.get<RecordTypeView>(`/record-types/${key}`, { form, version, level }),
    staleTime: 60_000,
  });
}

/** The record of this type that the reader's unit has already, where it can have only one. */
export function useAlreadyFiled(key: RecordTypeKey, enabled: boolean) {
  return useQuery({
    queryKey: ["already-filed", key],
    queryFn: () => api.get<AlreadyFiled>(`/record-types/${key}/already-filed`),
    enabled,
    gcTime: 0,
  });
}

/** A record about to be made. */
export interface NewRecord {
  recordType: RecordTypeKey;
  definitionKey?: string;
  obligationId?: string;
  data: Data;
  submit?: boolean;
}

/** Makes a record. */
export function useCreateRecord() {
  return useMutation({
    mutationFn: (record: NewRecord) => api.post<RecordView>("/records", record),
    onSuccess: refreshWork,
  });
}

/** Saves a record that was read at `lockVersion`. */
export function useSaveRecord(id: string) {
  return useMutation({
    mutationFn: (change: { data: Data; lockVersion: number; submit?: boolean }) =>
      api.put<RecordView>(`/records/${id}`, change),
    onSuccess: refreshWork,
  });
}

/** Submits, takes back or cancels a record. */
export function useRecordAction(id: string) {
  return useMutation({
    mutationFn: ({ action, body }: { action: "submit" | "withdraw" | "cancel"; body?: unknown }) =>
      api.post<RecordView>(`/records/${id}/${action}`, body ?? {}),
    onSettled: refreshWork,
  });
}

/** Everything that happened to a record. */
export function useHistory(id: string) {
  return useQuery({
    queryKey: ["record", id, "history"],
    queryFn: () => api.get<RecordEvent[]>(`/records/${id}/history`),
  });
}

/** The files that came and went. */
export function useUploads(id: string) {
  return useQuery({
    queryKey: ["record", id, "uploads"],
    queryFn: () => api.get<UploadEvent[]>(`/records/${id}/uploads`),
  });
}

/** The stored states of a record. */
export function useRevisions(id: string) {
  return useQuery({
    queryKey: ["record", id, "revisions"],
    queryFn: () => api.get<RevisionRow[]>(`/records/${id}/revisions`),
  });
}

/** What differs between two revisions. */
export function useRevisionDiff(id: string, from: number | undefined, to: number | undefined) {
  return useQuery({
    queryKey: ["record", id, "diff", from, to],
    queryFn: () => api.get<FieldChange[]>(`/records/${id}/diff`, { from, to }),
    enabled: from !== undefined && to !== undefined && from !== to,
  });
}

/** One page of the records below a record. */
export function useChildren(id: string, type: RecordTypeKey, offset: number, limit: number) {
  return useQuery({
    queryKey: ["record", id, "children", type, offset, limit],
    queryFn: () => api.get<Page<ChildRow>>(`/records/${id}/children/${encodeURIComponent(type)}`, { offset, limit }),
    placeholderData: keepPreviousData,
  });
}

/** The records that refer to a record. */
export function useReferrers(id: string) {
  return useQuery({
    queryKey: ["record", id, "referrers"],
    queryFn: () => api.get<Page<Referrer>>(`/records/${id}/referrers`),
  });
}
