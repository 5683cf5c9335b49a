import type { AppContext } from "../context.ts";
import type { RequestState } from "../http/state.ts";

/** Who a token stands for, as far as requests need to know. */
export type Identity = Required<Pick<RequestState, "subject" | "account" | "csrfToken" | "tokenHash">>;

interface Entry {
  identity: Identity;
  until: number;
}

/** Milliseconds for which a change of roles or a sign-out elsewhere may go unnoticed. */
const validity = 3_000;
const most = 20_000;

/** Spares the session query for requests that follow one another closely. */
export class SessionCache {
  readonly #entries = new Map<string, Entry>();

  get(key: string, now: number): Identity | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > now ? entry.identity : undefined;
  }

  set(key: string, identity: Identity, now: number): void {
    if (this.#entries.size >= most) this.#entries.clear();
    this.#entries.set(key, { identity, until: now + validity });
  }

  /** Makes the next request of everybody look again. */
  clear(): void {
    this.#entries.clear();
  }
}

const caches = new WeakMap<object, SessionCache>();

/** The cache that belongs to an application. */
export function sessionCache(ctx: AppContext): SessionCache {
  const found = caches.get(ctx.db) ?? new SessionCache();
  caches.set(ctx.db, found);
  return found;
}
