import type { Context, Next } from "koa";
import type { AppContext } from "../context.ts";
import { reportFault } from "../process/report-fault.ts";

/**
 * Where a person's step is refused because the model cannot go on, the instance - which stays as it was - gets an
 * incident, and the person is told so.
 */
export function reportFaults(app: AppContext) {
  return async (_request: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      throw await reportFault(app, error);
    }
  };
}
