import type { Element } from "../element.ts";
import type { NodeModel } from "../model.ts";
import { readJob } from "../read-task.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { armBoundary } from "../waits.ts";
import { inputsOf, takeInputs } from "./activity.ts";

/** Extension elements of tasks that are done by a job worker. */
export const JOB_EXTENSIONS = ["zeebe:TaskDefinition", "zeebe:TaskHeaders", "zeebe:IoMapping"] as const;

/** Service task: a job for a worker; the token waits for its result. */
export const serviceTask: Element = {
  kind: "serviceTask",
  matches: "ServiceTask",
  waits: true,
  extensions: JOB_EXTENSIONS,
  read(source, node) {
    const job = readJob(source);
    if (job) node.job = job;
  },
  enter: beginJob,
};

/** A token begins to wait for a job. */
export function beginJob(run: Run, token: Token, node: NodeModel): void {
  takeInputs(run, token, node);
  token.job = `j${run.nextNumber()}`;
  runJob(run, token, node);
  armBoundary(run, token, node);
}

/** Hands the job of a waiting token to the caller, the first time or again. */
export function runJob(run: Run, token: Token, node: NodeModel): void {
  if (!node.job || token.job === undefined) return;
  run.effects.push({
    type: "runJob",
    jobId: token.job,
    nodeId: node.id,
    name: node.name,
    jobType: String(run.resolve(node.job.type, node, token)),
    headers: node.job.headers,
    retries: node.job.retries,
    ...inputsOf(token, node),
  });
}
