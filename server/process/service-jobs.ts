import type { Variables } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { applyUnlessPast } from "./fire-timer.ts";
import { notifyCandidates } from "./notify-candidates.ts";
import { SERVICE_JOB } from "./rows.ts";

/** What a service task hands over. */
export interface ServiceJobPayload {
  instanceId: string;
  /** The engine's id of the job. */
  jobId: string;
  nodeId: string;
  name: string;
  headers: Record<string, string>;
  inputs?: Record<string, unknown>;
}

/** Does the work of a service task; what it returns becomes routing variables. Runs again after a crash. */
export type ServiceJob = (payload: ServiceJobPayload, tools: JobTools) => Promise<Variables | undefined>;

/** A worker's way to end a service task in an error that the model may catch, by the code its events name. */
export class ServiceError extends Error {
  readonly errorCode: string;
  readonly variables: Variables | undefined;

  constructor(errorCode: string, message: string, variables?: Variables) {
    super(message);
    this.errorCode = errorCode;
    this.variables = variables;
  }
}

const services = new Map<string, ServiceJob>();

/** Says who does service tasks of a type (`zeebe:taskDefinition`). */
export function registerServiceJob(type: string, work: ServiceJob): void {
  services.set(type, work);
}

registerServiceJob("notify", async (payload, { ctx }) => {
  await inTransaction(ctx, "system", (tx) => notifyCandidates(tx, payload, ctx.now().toISOString()));
  return undefined;
});

const waitsFor =
  (jobId: string) =>
  ({ state }: { state: { tokens: { job?: string }[] } }): boolean =>
    state.tokens.some((token) => token.job === jobId);

/** The last run failed: the instance gets an incident that names the node, and waits for somebody to look. */
async function giveUp(ctx: AppContext, { instanceId, jobId }: ServiceJobPayload, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await applyUnlessPast(ctx, instanceId, { type: "failJob", jobId, message }, waitsFor(jobId));
}

/** The work ended in an error of the model's own: an event catches it, or the instance gets an incident. */
function throwInto(ctx: AppContext, { instanceId, jobId }: ServiceJobPayload, error: ServiceError): Promise<boolean> {
  const { errorCode, message, variables } = error;
  const command = { type: "throwError" as const, jobId, errorCode, message, ...(variables ? { variables } : {}) };
  return applyUnlessPast(ctx, instanceId, command, waitsFor(jobId));
}

/** Runs the work of a service task and lets its token go on. */
export async function runServiceJob(job: Job<ServiceJobPayload>, tools: JobTools): Promise<unknown> {
  const type = job.kind.slice(SERVICE_JOB.length);
  const { instanceId, jobId } = job.payload;
  try {
    const work = services.get(type);
    if (!work) throw new PermanentJobError(`没有能办理“${type}”的后台服务，请检查流程中该节点的任务类型`);
    const variables = await work(job.payload, tools);
    const command = { type: "completeJob" as const, jobId, ...(variables ? { variables } : {}) };
    return { completed: await applyUnlessPast(tools.ctx, instanceId, command, waitsFor(jobId)) };
  } catch (error) {
    if (error instanceof ServiceError) return { thrown: await throwInto(tools.ctx, job.payload, error) };
    if (error instanceof PermanentJobError || job.attempts >= job.maxAttempts) {
      await giveUp(tools.ctx, job.payload, error);
    }
    throw error;
  }
}
