import type { Context, Next } from "koa";
import type { AppContext } from "../context.ts";
import { reportIncident } from "../process/report-incident.ts";
import { faultOf } from "../process/step.ts";
import { AppError } from "./problem.ts";

/**
 * Where a person's step is refused because the model cannot go on, the instance - which stays as it was - gets an
 * incident, so that an administrator learns of it; the person is told so.
 */
export function reportFaults(app: AppContext) {
  return async (_request: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const fault = faultOf(error);
      if (!fault || !(error instanceof AppError)) throw error;
      await reportIncident(app, { ...fault, kind: "fault", error });
      const detail = `${error.message}。流程停在原处，已报告系统管理员，请等待处理后再办。`;
      throw new AppError(error.status, error.code, detail, error.extra);
    }
  };
}
