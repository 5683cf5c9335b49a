import type { Effect, ProcessModel } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { sql } from "../database/transaction.ts";
import { meaningOf } from "./after-step.ts";
import type { Instance } from "./instance.ts";
import type { TaskPlan } from "./plan.ts";
import { taskChanges } from "./rows.ts";
import type { Settled } from "./settle.ts";
import type { Step } from "./step.ts";

/** A node with its name. */
export interface Place {
  nodeId: string;
  nodeName: string;
}

/** What a step would do, for somebody to read before it is done. */
export interface StepOutcome {
  /** Open tasks, timers, jobs and messages that go. */
  cancelled: (Place & { kind: "task" | "timer" | "job" | "message" })[];
  /** Tasks that come, and before whom. */
  opened: (Place & { who: string; found: boolean; dueAt: string | null })[];
  timers: (Place & { dueAt: string })[];
  jobs: Place[];
  /** Nodes passed on the way. */
  passed: string[];
  /** Nodes where tokens rest afterwards. */
  active: string[];
  ended: "completed" | "terminated" | "cancelled" | null;
  /** What it means for the record, in a sentence; empty when nothing. */
  meaning: string;
  incidents: string[];
  variables: { before: Record<string, unknown>; after: Record<string, unknown> };
}

const placeOf = (model: ProcessModel, nodeId: string): Place => ({
  nodeId,
  nodeName: model.nodes[nodeId]?.name || nodeId,
});

function cancelledBy({ model, before, effects }: Step): StepOutcome["cancelled"] {
  const tasks = taskChanges(effects).closed.filter(({ reason }) => reason === "cancelled");
  const gone = (type: Effect["type"], kind: StepOutcome["cancelled"][number]["kind"]) =>
    effects.flatMap((effect) =>
      effect.type === type && "nodeId" in effect ? [{ kind, nodeId: effect.nodeId ?? "" }] : [],
    );
  const armed = new Set(before?.timers.map((timer) => timer.id));
  const timers = effects.filter((effect) => effect.type === "cancelTimer" && armed.has(effect.timerId));
  return [
    ...tasks.map(({ nodeId }) => ({ kind: "task" as const, nodeId })),
    ...timers.map((effect) => ({ kind: "timer" as const, nodeId: (effect as { nodeId: string }).nodeId })),
    ...gone("cancelJob", "job"),
    ...gone("unsubscribe", "message"),
  ].map(({ kind, nodeId }) => ({ kind, ...placeOf(model, nodeId) }));
}

const NAMES = `
  select (select name from org_unit where id = $1) as unit,
    (select string_agg(name, '、' order by name) from account where id = any($2)) as people`;

async function whoText(ctx: AppContext, tx: Tx, { candidates, seats }: TaskPlan): Promise<string> {
  const { role, unitId, assigneeId } = candidates;
  const people = seats.length > 0 ? seats.map(({ accountId }) => accountId) : [assigneeId];
  const [names] = await sql<{ unit: string | null; people: string | null }>(tx, NAMES, [unitId, people]);
  if (names?.people) return names.people;
  const title = ctx.definitions.roles().find(({ key }) => key === role)?.title ?? role;
  return [names?.unit, title].filter(Boolean).join(" ");
}

async function openedBy(ctx: AppContext, tx: Tx, { step, plans }: Settled): Promise<StepOutcome["opened"]> {
  const rows: StepOutcome["opened"] = [];
  for (const { task, closed } of taskChanges(step.effects).opened) {
    const plan = plans.get(task.taskId);
    if (closed || !plan) continue;
    const who = await whoText(ctx, tx, plan);
    rows.push({ ...placeOf(step.model, task.nodeId), who, found: plan.candidates.found, dueAt: plan.dueAt });
  }
  return rows;
}

function meaningText(instance: Instance, step: Step): string {
  const meaning = meaningOf(step);
  if (meaning === "none") return "";
  if (instance.purpose === "cancel")
    return meaning === "inForce" ? "取消申请将获同意，记录被取消。" : "取消申请将不予同意，记录保持原样。";
  return meaning === "inForce" ? "填报内容将正式生效。" : "填报内容将退回填报人，可修改后重新提交。";
}

/** Describes what a step that was worked out, but not written, would do. */
export async function outcomeOf(ctx: AppContext, tx: Tx, instance: Instance, settled: Settled): Promise<StepOutcome> {
  const { step } = settled;
  const { model, before, state, effects } = step;
  const known = new Set(before?.timers.map((timer) => timer.id));
  const end = effects.findLast((effect) => effect.type === "end");
  return {
    cancelled: cancelledBy(step),
    opened: await openedBy(ctx, tx, settled),
    timers: state.timers
      .filter(({ id }) => !known.has(id))
      .map(({ node, due }) => ({ ...placeOf(model, node), dueAt: due })),
    jobs: effects.flatMap((effect) => (effect.type === "runJob" ? [placeOf(model, effect.nodeId)] : [])),
    passed: [...new Set(effects.flatMap((effect) => (effect.type === "enter" ? [effect.nodeId] : [])))],
    active: [...new Set(state.tokens.map((token) => token.at))],
    ended: end?.outcome ?? null,
    meaning: meaningText(instance, step),
    incidents: effects.flatMap((effect) => (effect.type === "incident" ? [effect.message] : [])),
    variables: { before: before?.variables ?? {}, after: state.variables },
  };
}
