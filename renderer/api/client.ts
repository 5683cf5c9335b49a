import { t } from "../i18n/index.ts";
import { ApiError, type ProblemDocument } from "./problem.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What goes with a request besides its path. */
export interface RequestOptions {
  query?: Record<string, QueryValue>;
  /** Sent as JSON, or as it is when it is FormData. */
  body?: unknown;
  signal?: AbortSignal;
  /** Let the request outlive the page (a draft saved while the tab closes); the body must stay under 64 KB. */
  keepalive?: boolean;
}

/** A query parameter; undefined ones are left out. */
export type QueryValue = string | number | boolean | undefined;

let csrfToken = "";
let onSignedOut: () => void = () => {};

/** Remembers the token that every mutating request must carry. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** The header that proves that a mutating request comes from this application. */
export const csrfHeader = (): Record<string, string> => ({ "X-CSRF-Token": csrfToken });

/** Sets what happens when the server says that the session is over. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

/** The address of an API path with its query. */
export function apiUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return `/api${path}${text ? `?${text}` : ""}`;
}

function requestInit(method: Method, { body, signal, keepalive }: RequestOptions): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json", ...(method !== "GET" && csrfHeader()) };
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const payload = body === undefined ? undefined : form ? body : JSON.stringify(body);
  return { method, headers, credentials: "same-origin", body: payload, signal, keepalive };
}

async function readProblem(response: Response): Promise<ProblemDocument> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return {};
  return response.json().catch(() => ({})) as Promise<ProblemDocument>;
}

function fallbackMessage(status: number): string {
  if (status === 403) return t("error.forbidden");
  if (status === 404) return t("error.notFound");
  if (status === 413) return t("error.tooLarge");
  return status >= 500 ? t("error.server") : t("error.refused", { status });
}

async function refusal(response: Response, path: string): Promise<ApiError> {
  const problem = await readProblem(response);
  if (response.status === 401 && path !== "/session") onSignedOut();
  return new ApiError(response.status, problem.detail || problem.title || fallbackMessage(response.status), problem);
}

/** Sends one request and gives the answer; throws ApiError with a Chinese message otherwise. */
export async function send(method: Method, path: string, options: RequestOptions = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), requestInit(method, options));
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, t("error.network"));
  }
  if (!response.ok) throw await refusal(response, path);
  return response;
}

async function json<T>(response: Promise<Response>): Promise<T> {
  const text = await (await response).text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Typed calls of the server's JSON API. */
export const api = {
  get: <T>(path: string, query?: Record<string, QueryValue>, signal?: AbortSignal) =>
    json<T>(send("GET", path, { query, signal })),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    json<T>(send("POST", path, { ...options, body })),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) => json<T>(send("PUT", path, { ...options, body })),
  delete: <T = void>(path: string) => json<T>(send("DELETE", path)),
};
