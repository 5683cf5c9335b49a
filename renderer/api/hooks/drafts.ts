import { api } from "../client.ts";
import { ApiError } from "../problem.ts";
import type { Draft } from "../types.ts";

const path = (subject: string) => `/drafts/${encodeURIComponent(subject)}`;
// Browsers refuse keepalive requests whose bodies exceed 64 KB together.
const keepaliveLimit = 60_000;

/** The draft of a subject; null when there is none. */
export async function readDraft(subject: string): Promise<Draft | null> {
  try {
    return (await api.get<Draft | null>(path(subject))) ?? null;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Keeps what was typed; may outlive the page when it is small enough. */
export function writeDraft(subject: string, data: unknown, baseVersion?: number): Promise<void> {
  const body = { data, ...(baseVersion !== undefined && { baseVersion }) };
  const keepalive = JSON.stringify(body).length < keepaliveLimit;
  return api.put(path(subject), body, { keepalive });
}

/** Forgets a draft; one that is gone already is fine. */
export async function dropDraft(subject: string): Promise<void> {
  await api.delete(path(subject)).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  });
}
