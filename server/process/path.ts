import type { OpenTask } from "../../engine/process/index.ts";
import { AppError } from "../http/problem.ts";
import { type Candidates, isStarterTask, resolveCandidates } from "./candidates.ts";
import { lookAtOwner } from "./hand-over.ts";
import { type PathStep, stopOf } from "./path-words.ts";
import { agreeingOutcome, type Planning, planTask } from "./plan.ts";
import { advance, type Step } from "./step.ts";

/** A look ahead ends here: further on everything is guessing. */
const MOST_STOPS = 40;

function openedIn(step: Step, taskId: string): OpenTask | undefined {
  return step.effects.find((effect): effect is OpenTask => effect.type === "openTask" && effect.taskId === taskId);
}

/** Lets the next waiting token go on, as if everybody agreed; null when nothing can. */
function goOn(step: Step, taskId: string): Step | null {
  const token = step.state.tokens.find(({ task }) => task === taskId);
  const outcomes = token ? (step.model.nodes[token.at]?.task?.outcomes ?? []) : [];
  try {
    return advance(step, { type: "completeTask", taskId, ...agreeingOutcome(outcomes) });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function doJob(step: Step): Step | null {
  const job = step.state.tokens.find((token) => token.job !== undefined)?.job;
  if (job === undefined) return null;
  try {
    return advance(step, { type: "completeJob", jobId: job });
  } catch {
    return null;
  }
}

function ending(step: Step): PathStep[] {
  if (step.state.status === "ended") {
    const official = step.effects.some((effect) => effect.type === "recordState" && effect.effective === true);
    const text = official ? "审核完成，内容生效。" : "流程结束。";
    return [{ nodeId: null, name: "结束", kind: "end", people: [], text }];
  }
  return step.state.tokens.slice(0, 1).map(({ at }): PathStep => {
    const name = step.model.nodes[at]?.name || at;
    return { nodeId: at, name, kind: "wait", people: [], text: `在“${name}”等待，之后的去向视届时情况而定。` };
  });
}

/** The stops ahead of a step, if everybody agrees: who would be asked, what would pass by itself, how it would end. */
export async function pathFrom(planning: Planning): Promise<PathStep[]> {
  const { ctx, tx } = planning;
  const path: PathStep[] = [];
  const told = new Set<string>();
  let { step, instance } = planning;
  const take = async (next: Step): Promise<void> => {
    step = next;
    instance = await lookAtOwner(tx, instance, next);
  };
  await take(step);
  for (let stop = 0; stop < MOST_STOPS && step.state.status === "active"; stop += 1) {
    const taskId = step.state.tokens.find(({ task }) => task !== undefined && !told.has(task))?.task;
    if (taskId === undefined) {
      const next = doJob(step);
      if (!next) break;
      await take(next);
      continue;
    }
    told.add(taskId);
    const task = openedIn(step, taskId);
    if (task && !isStarterTask(task)) {
      const [candidates] = await resolveCandidates(planning, [task], instance);
      const plan = await planTask(task, candidates as Candidates, { ...planning, instance, step });
      path.push(await stopOf(ctx, tx, task, plan));
    }
    const next = goOn(step, taskId);
    if (!next) break;
    await take(next);
  }
  return [...path, ...ending(step)];
}
