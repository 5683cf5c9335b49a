import {
  checkMigration,
  type Mapping,
  type MigrationProblem,
  migrate,
  type ProcessModel,
  targetOf,
} from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { tellHistory } from "./administration.ts";
import { finishStep } from "./after-step.ts";
import { type Instance, lockInstance } from "./instance.ts";
import { modelOf, modelToStart } from "./models.ts";
import { refused, type Step } from "./step.ts";

/** Where instances go, and who decided so. */
export interface MovePlan {
  toVersionId: number;
  mapping: Mapping;
  reason: string | null;
  accountId: number | null;
}

/** What came of one instance. */
export interface Moved {
  result: "ready" | "moved" | "blocked" | "skipped";
  fromVersionId: number;
  problems: Pick<MigrationProblem, "nodeId" | "nodeName" | "message">[];
}

/** Works out the step that takes an instance over, or what keeps it from going. */
export async function planMove(
  ctx: AppContext,
  instance: Instance,
  { toVersionId, mapping }: Pick<MovePlan, "toVersionId" | "mapping">,
  at: string,
): Promise<{ step: Step; from: ProcessModel } | { problems: Moved["problems"] }> {
  const from = await modelOf(ctx, instance.versionId, instance.processKey, instance.state.latest);
  const to = await modelToStart(ctx, toVersionId, instance.processKey);
  const migration = { from, to, mapping };
  const problems = checkMigration(migration, instance.state);
  if (problems.length > 0) return { problems };
  try {
    const { state, effects } = migrate(migration, instance.state, at);
    return { from, step: { model: to, before: instance.state, state, effects, at } };
  } catch (error) {
    const problem = refused(error);
    if (!(problem instanceof AppError)) throw problem;
    const nodeId = String(problem.extra.nodeId ?? "");
    return { problems: [{ nodeId, nodeName: to.nodes[nodeId]?.name ?? nodeId, message: problem.message }] };
  }
}

// The rows of what goes on waiting take the names of the new version; rights that a return narrowed stay as they are.
const RENAME = `
  with tasks as (
    update task t set node_id = x.node, name = x.name, outcomes = x.outcomes, form_rights = coalesce(x.rights, form_rights),
      lock_version = lock_version + 1
    from jsonb_to_recordset($2::jsonb) as x(token text, node text, name text, outcomes jsonb, rights jsonb)
    where t.instance_id = $1 and t.token_task_id = x.token and t.state = 'open'
  ), timers as (
    update process_timer p set node_id = x.node from jsonb_to_recordset($3::jsonb) as x(id text, node text)
    where p.instance_id = $1 and p.timer_id = x.id
  ), messages as (
    update process_subscription s set node_id = x.node from jsonb_to_recordset($3::jsonb) as x(id text, node text)
    where s.instance_id = $1 and s.subscription_id = x.id
  ), incidents as (
    update process_incident i set definition_version_id = $5, node_id = coalesce($4::jsonb ->> node_id, node_id),
      waits = case when waits ? 'at' then jsonb_set(waits, '{at}', coalesce($4::jsonb -> (waits ->> 'at'), waits -> 'at'))
        else waits end
    where i.instance_id = $1 and resolved_at is null)
  update process_instance set definition_version_id = $5 where id = $1`;

async function rename(tx: Tx, instance: Instance, { step, from }: { step: Step; from: ProcessModel }, plan: MovePlan) {
  const { model, before, state } = step;
  const tasks = state.tokens.flatMap((token) => {
    const old = from.nodes[before?.tokens.find(({ id }) => id === token.id)?.at ?? ""]?.task;
    const node = model.nodes[token.at];
    if (token.task === undefined || !node?.task) return [];
    const same = JSON.stringify(old?.fieldRights) === JSON.stringify(node.task.fieldRights);
    const rights = same ? null : node.task.fieldRights;
    return [{ token: token.task, node: node.id, name: node.name, outcomes: node.task.outcomes, rights }];
  });
  const armed = [...state.timers, ...state.subscriptions].map(({ id, node }) => ({ id, node }));
  const names = Object.fromEntries(
    Object.keys(from.nodes).flatMap((id) => {
      const target = targetOf(model, plan.mapping, id);
      return target && target.id !== id ? [[id, target.id]] : [];
    }),
  );
  const values = [tasks, armed, names].map((value) => JSON.stringify(value));
  await sql(tx, RENAME, [instance.id, ...values, plan.toVersionId]);
}

async function versionNumbers(ctx: AppContext, from: number, to: number): Promise<{ from: number; to: number }> {
  const [before, after] = await Promise.all([ctx.definitions.byVersion(from), ctx.definitions.byVersion(to)]);
  return { from: before.number, to: after.number };
}

/**
 * Takes one instance over to another version of its definition, in the caller's transaction: wholly, or not at all. Its
 * record's revisions stay pinned to the version they were filled with.
 */
export async function moveInstance(ctx: AppContext, tx: Tx, id: string, plan: MovePlan): Promise<Moved | undefined> {
  const instance = await lockInstance(tx, id);
  if (!instance || instance.state.status === "ended" || instance.versionId === plan.toVersionId) return undefined;
  const fromVersionId = instance.versionId;
  const at = await ctx.clock(tx);
  const planned = await planMove(ctx, instance, plan, at);
  if ("problems" in planned) return { result: "blocked", fromVersionId, problems: planned.problems };
  await rename(tx, instance, planned, plan);
  const hand = { accountId: plan.accountId, orgUnitId: null };
  const detail = await versionNumbers(ctx, fromVersionId, plan.toVersionId);
  await tellHistory(tx, { actor: hand }, id, { kind: "migrate", at, reason: plan.reason, detail });
  await finishStep(ctx, tx, { ...instance, versionId: plan.toVersionId }, planned.step, hand);
  return { result: "moved", fromVersionId, problems: [] };
}
