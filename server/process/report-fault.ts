import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import { reportIncident } from "./report-incident.ts";
import { faultOf } from "./step.ts";

/**
 * Keeps a refusal that the model is at fault for as an incident of its instance, so that an administrator learns of it,
 * and gives it back in words that say so. Any other error comes back as it is.
 */
export async function reportFault(ctx: AppContext, error: unknown): Promise<unknown> {
  const fault = faultOf(error);
  if (!fault || !(error instanceof AppError)) return error;
  await reportIncident(ctx, { ...fault, kind: "fault", error });
  const detail = `${error.message}。流程停在原处，已报告系统管理员，请等待处理后再办。`;
  return new AppError(error.status, error.code, detail, error.extra);
}
