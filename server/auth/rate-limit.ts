import { AppError } from "../http/problem.ts";

/** So many failed sign-ins per address and window; a bureau behind one gateway must still get in, so only failures count. */
const limit = { failures: 60, windowMs: 5 * 60_000, addresses: 50_000 };

interface Window {
  start: number;
  failures: number;
}

/** Slows one address that tries many names; the lock per name is in the database, this is per process. */
export class FailureLimit {
  readonly #windows = new Map<string, Window>();

  /** @throws AppError 429 with the seconds to wait. */
  check(address: string, now: number): void {
    const window = this.#windows.get(address);
    if (!window || now - window.start >= limit.windowMs) return;
    if (window.failures < limit.failures) return;
    const retryAfter = Math.ceil((window.start + limit.windowMs - now) / 1000);
    throw new AppError(429, "too-many-attempts", `登录失败次数过多，请 ${retryAfter} 秒后再试。`, { retryAfter });
  }

  failed(address: string, now: number): void {
    const window = this.#windows.get(address);
    if (window && now - window.start < limit.windowMs) {
      window.failures += 1;
      return;
    }
    if (this.#windows.size >= limit.addresses) this.#windows.clear();
    this.#windows.set(address, { start: now, failures: 1 });
  }
}
