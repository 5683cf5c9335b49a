import type { Variables } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { holdRunningJob } from "../jobs/hold.ts";
import { type Job, type JobTools, PermanentJobError } from "../jobs/job.ts";
import { applyUnlessPast } from "./apply-later.ts";
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

const hold = (job: Job) => (tx: Tx) => holdRunningJob(tx, job.id);

/** The last run failed: the instance gets an incident that names the node, and waits for somebody to look. */
async function giveUp(ctx: AppContext, job: Job<ServiceJobPayload>, error: unknown): Promise<void> {
  const { instanceId, jobId } = job.payload;
  const message = error instanceof Error ? error.message : String(error);
  const command = { type: "failJob" as const, jobId, message };
  await applyUnlessPast(ctx, { instanceId, command, waits: waitsFor(jobId), hold: hold(job) });
}

async function finish(
  ctx: AppContext,
  job: Job<ServiceJobPayload>,
  variables: Variables | undefined,
): Promise<boolean> {
  const { instanceId, jobId } = job.payload;
  const command = { type: "completeJob" as const, jobId, ...(variables ? { variables } : {}) };
  try {
    return await applyUnlessPast(ctx, { instanceId, command, waits: waitsFor(jobId), hold: hold(job) });
  } catch (error) {
    // The work is done, but the flow finds no way on from it: doing it again would not help.
    if (error instanceof AppError) throw new PermanentJobError(error.message);
    throw error;
  }
}

/** The work ended in an error of the model's own: an event catches it, or the instance gets an incident. */
function throwInto(ctx: AppContext, job: Job<ServiceJobPayload>, error: ServiceError): Promise<boolean> {
  const { instanceId, jobId } = job.payload;
  const { errorCode, message, variables } = error;
  const command = { type: "throwError" as const, jobId, errorCode, message, ...(variables ? { variables } : {}) };
  return applyUnlessPast(ctx, { instanceId, command, waits: waitsFor(jobId), hold: hold(job) });
}

/** Runs the work of a service task and lets its token go on. */
export async function runServiceJob(job: Job<ServiceJobPayload>, tools: JobTools): Promise<unknown> {
  const type = job.kind.slice(SERVICE_JOB.length);
  try {
    const work = services.get(type);
    if (!work) throw new PermanentJobError(`没有能办理“${type}”的后台服务，请检查流程中该节点的任务类型`);
    return { completed: await finish(tools.ctx, job, await work(job.payload, tools)) };
  } catch (error) {
    if (error instanceof ServiceError) return { thrown: await throwInto(tools.ctx, job, error) };
    if (error instanceof PermanentJobError || job.attempts >= job.maxAttempts) await giveUp(tools.ctx, job, error);
    throw error;
  }
}
