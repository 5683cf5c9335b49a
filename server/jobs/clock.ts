import type { AppContext } from "../context.ts";

/** The product's time; a test may give the context a clock of its own. */
export function currentTime(ctx: AppContext): Date {
  const clock = (ctx as AppContext & { now?: () => Date }).now;
  return clock ? clock() : new Date();
}
