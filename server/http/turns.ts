import type { Context, Next } from "koa";
import { AppError } from "./problem.ts";

/** How many may wait for one thing, and how long each of them. */
export interface TurnLimits {
  waiting: number;
  milliseconds: number;
}

/** The refusal of whoever could not get at something because others are at it; nothing was done. */
export const occupied = (): AppError =>
  new AppError(503, "occupied", "正在由他人办理，您的操作没有生效，请稍后再试。", { retryAfter: 2 });

/** Lets in one at a time by key, in the order they came. */
export class Turns {
  readonly #limits: TurnLimits;
  /** Whoever waits behind the one that is in. */
  readonly #queues = new Map<string, (() => void)[]>();

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** Does the work when its turn comes. @throws AppError 503 where too many wait already, or the turn does not come. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    await this.#enter(key);
    try {
      return await work();
    } finally {
      const next = this.#queues.get(key)?.shift();
      if (next) next();
      else this.#queues.delete(key);
    }
  }

  async #enter(key: string): Promise<void> {
    const queue = this.#queues.get(key);
    if (!queue) {
      this.#queues.set(key, []);
      return;
    }
    if (queue.length >= this.#limits.waiting) throw occupied();
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(enter), 1);
        reject(occupied());
      }, this.#limits.milliseconds);
      queue.push(enter);
    });
  }
}

const thing = /^\/api\/((?:tasks|records|processes)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/;

/**
 * What changes one and the same task, record or process waits here instead of at its row, where each would keep a database
 * connection from everybody else. It is a courtesy of this process; what makes it right are the locks in the database.
 */
export function oneAtATime(limits: TurnLimits) {
  const turns = new Turns(limits);
  return async ({ method, path }: Context, next: Next): Promise<void> => {
    const [, key] = method === "GET" || method === "HEAD" ? [] : (thing.exec(path.toLowerCase()) ?? []);
    await (key ? turns.take(key, next) : next());
  };
}
