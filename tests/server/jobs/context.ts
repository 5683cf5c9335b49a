import { pino } from "pino";
import { clocks } from "../../../server/clocks.ts";
import type { AppContext } from "../../../server/context.ts";
import type { Database } from "../../../server/database/pool.ts";

/** A context that is enough for jobs, with a clock the test moves. */
export interface JobsContext {
  ctx: AppContext;
  /** Moves the clock; milliseconds. */
  advance(by: number): void;
}

/** Jobs ask for database, log and time only; a part that is missing here would throw when touched. */
export function jobsContext(db: Database): JobsContext {
  let offset = 0;
  const ctx = { db, log: pino({ level: "silent" }), ...clocks(() => new Date(Date.now() + offset)) };
  return {
    ctx: ctx as unknown as AppContext,
    advance(by) {
      offset += by;
    },
  };
}

/** Asks until the answer is there; the message says what was waited for in vain. */
export async function until(what: string, met: () => Promise<boolean>, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await met())) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
