import { behaviourOf } from "../elements/index.ts";
import { runJob } from "../elements/service-task.ts";
import { ProcessError } from "../error.ts";
import type { NodeModel } from "../model.ts";
import { Run } from "../run.ts";
import type { Step } from "../start.ts";
import type { Done, Fork, State, Token } from "../state.ts";
import { upgrade } from "../upgrade.ts";
import { armNew, dropStrays } from "./carry-waits.ts";
import { checkMigration, type Migration } from "./check.ts";
import { targetOf } from "./mapping.ts";

/**
 * Takes an instance at rest over to a new model. Tokens keep their ids and their open tasks; timers and messages of
 * events that go over keep what they wait for, those of events that are gone are taken away, those of new ones armed
 * from now on. A task or job that the new model gives to others is handed out anew. Throws ProcessError where a token
 * cannot go over; the state given is never changed.
 */
export function migrate(migration: Migration, saved: State, at: string): Step {
  const state = upgrade(saved);
  const [problem] = checkMigration(migration, state);
  if (problem) throw new ProcessError("migration-refused", problem.message, problem.nodeId);
  const run = new Run(migration.to, renamed(migration, state), at);
  dropStrays(run);
  armNew(
    run,
    new Set(Object.keys(migration.from.nodes).map((id) => targetOf(migration.to, migration.mapping, id)?.id ?? "")),
  );
  for (const [index, token] of run.tokens.entries()) {
    handOut(run, token, migration.from.nodes[state.tokens[index]?.at ?? ""] as NodeModel);
  }
  return { state: run.finish(), effects: run.effects };
}

function renamed({ to, mapping }: Migration, state: State): State {
  const now = (nodeId: string): string => targetOf(to, mapping, nodeId)?.id ?? nodeId;
  const done = (list: readonly Done[]): Done[] =>
    list.map((each) => ({ ...each, node: now(each.node), ...(each.inner && { inner: done(each.inner) }) }));
  const tokens = state.tokens.map(({ via, ...token }): Token => {
    const at = now(token.at);
    const forks = token.forks?.map(([number, node, flow]): Fork => [number, now(node), flow]);
    const kept = via !== undefined && to.flows[via]?.to === at;
    return {
      ...token,
      at,
      ...(forks && { forks }),
      ...(kept && { via }),
      ...(token.undo && { undo: done(token.undo) }),
    };
  });
  const armed = <T extends { node: string }>(list: readonly T[]): T[] =>
    list.map((each) => ({ ...each, node: now(each.node) }));
  return {
    ...{ ...state, tokens, timers: armed(state.timers), subscriptions: armed(state.subscriptions) },
    ...(state.done && { done: done(state.done) }),
  };
}

/** What waits at a token goes to others where the new model says so. */
function handOut(run: Run, token: Token, old: NodeModel): void {
  const node = run.node(token.at);
  if (token.task !== undefined && taskChanged(old, node)) reopenTask(run, token, node);
  if (token.job !== undefined && JSON.stringify(old.job) !== JSON.stringify(node.job)) {
    run.effects.push({ type: "cancelJob", jobId: token.job, nodeId: node.id });
    token.job = `j${run.nextNumber()}`;
    runJob(run, token, node);
  }
}

/** Whether the new model asks other people, or by another rule; whoever fills goes on filling. */
function taskChanged(old: NodeModel, node: NodeModel): boolean {
  if (old.task?.assignment.starter && node.task?.assignment.starter) return false;
  const people = ({ task }: NodeModel): string => JSON.stringify([task?.assignment, task?.quorum, task?.rules]);
  return people(old) !== people(node);
}

/** Entering opens the task as the element does it; what it would arm besides is armed already. */
function reopenTask(run: Run, token: Token, node: NodeModel): void {
  run.effects.push({ type: "closeTask", taskId: token.task as string, nodeId: node.id, reason: "cancelled" });
  const { timers, subscriptions } = run;
  const told = run.effects.length;
  run.timers = [];
  run.subscriptions = [];
  behaviourOf(node).enter(run, token, node);
  run.effects.push(...run.effects.splice(told).filter((effect) => effect.type === "openTask"));
  run.timers = timers;
  run.subscriptions = subscriptions;
}
