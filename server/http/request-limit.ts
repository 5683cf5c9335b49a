import { AppError } from "./problem.ts";

/** So many requests an address may send in a window; addresses beyond the last are forgotten, not refused. */
export interface RequestLimits {
  requests: number;
  windowMs: number;
}

const mostAddresses = 50_000;

/** Slows one address that reads without a session; per process, so N processes allow N times as much. */
export class RequestLimit {
  readonly #limits: RequestLimits;
  readonly #windows = new Map<string, { start: number; count: number }>();

  constructor(limits: RequestLimits) {
    this.#limits = limits;
  }

  /** Counts a request. @throws AppError 429 with the seconds to wait. */
  count(address: string, now: number): void {
    const { requests, windowMs } = this.#limits;
    const window = this.#windows.get(address);
    if (!window || now - window.start >= windowMs) {
      if (this.#windows.size >= mostAddresses) this.#windows.clear();
      this.#windows.set(address, { start: now, count: 1 });
      return;
    }
    window.count += 1;
    if (window.count <= requests) return;
    const retryAfter = Math.ceil((window.start + windowMs - now) / 1000);
    throw new AppError(429, "too-many-requests", `查询过于频繁，请 ${retryAfter} 秒后再试。`, { retryAfter });
  }
}
