import type { Candidates } from "./candidates.ts";
import { resolveCandidates } from "./candidates.ts";
import { handOver } from "./hand-over.ts";
import type { Instance } from "./instance.ts";
import { agreeingOutcome, type Planning, plainPlan, planTask, type TaskPlan } from "./plan.ts";
import { taskChanges } from "./rows.ts";
import { advance, type Step } from "./step.ts";

/** A step with everything that follows from it by rule, and how each task it opened is put before people. */
export interface Settled {
  step: Step;
  /** As it stands after the step: a node may have handed the record to another unit. */
  instance: Instance;
  plans: ReadonlyMap<string, TaskPlan>;
}

/** Tasks that pass by themselves one after the other; more than this is a loop nobody acts in. */
const MOST_ROUNDS = 50;

/** Lets tasks that need nobody pass, until somebody is asked. One round trip where nothing is declared. */
export async function settle(planning: Planning): Promise<Settled> {
  const { ctx, tx } = planning;
  const plans = new Map<string, TaskPlan>();
  let { step, instance } = planning;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (instance.purpose === "fill") instance = await handOver(ctx, tx, instance, step);
    const fresh = taskChanges(step.effects).opened.filter(({ task }) => !plans.has(task.taskId));
    if (fresh.length === 0) break;
    const tasks = fresh.map(({ task }) => task);
    const candidates = await resolveCandidates({ ctx, tx }, tasks, instance);
    for (const [n, { task, closed }] of fresh.entries()) {
      const found = candidates[n] as Candidates;
      plans.set(
        task.taskId,
        closed ? plainPlan(task, found) : await planTask(task, found, { ...planning, instance, step }),
      );
    }
    for (const { task, closed } of fresh) {
      const isOpen = step.state.tokens.some((token) => token.task === task.taskId);
      if (closed || !isOpen || plans.get(task.taskId)?.pass === null) continue;
      const { taskId } = task;
      step = advance(step, { type: "completeTask", taskId, ...agreeingOutcome(task.outcomes) });
    }
  }
  return { step, plans, instance };
}
