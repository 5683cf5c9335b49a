import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { AppError } from "../http/problem.ts";
import { type Incident, type IncidentKind, stillWaits, type Waits, waitsAt } from "./incident.ts";
import { INSERT_INCIDENTS, incidentRows, openIncidents } from "./incident-rows.ts";
import { type Instance, isRunning, lockInstance } from "./instance.ts";
import { INSERT_EVENTS } from "./step-statements.ts";

/** A step that the engine refused, and what the instance goes on waiting for. */
export interface RefusedStep {
  instanceId: string;
  kind: IncidentKind;
  /** By the ids the command named. */
  wait: Pick<Waits, "job" | "task" | "timer" | "message" | "signal" | "subscription">;
  error: AppError;
}

function incidentOf({ kind, wait, error }: RefusedStep, { state }: Instance, at: string): Incident {
  const waits = waitsAt(state, wait);
  const armed = [...state.timers, ...state.subscriptions].find(({ id }) => id === (wait.timer ?? wait.subscription));
  const nodeId = (error.extra.nodeId as string | undefined) ?? waits.at ?? armed?.node ?? "";
  return { id: uuidv7(Date.parse(at)), kind, at, nodeId, code: error.code, message: error.message, waits };
}

/** The database does not keep the order of a JSON object's members. */
const inOrder = (waits: Waits): string => JSON.stringify(Object.entries(waits).sort(([a], [b]) => (a < b ? -1 : 1)));

const sameWait = (one: Incident, other: Incident): boolean =>
  one.kind === other.kind && inOrder(one.waits) === inOrder(other.waits);

const REPORT = `
  with told as (${INSERT_INCIDENTS.replaceAll("$$", "$1")}), line as (${INSERT_EVENTS.replaceAll("$$", "$2")}),
    again as (update process_incident set at = $5, message = $6, node_id = $7 where id = $4)
  update process_instance set incident = $3,
    status = case when status = 'active' then 'incident' else status end where id = $8`;

async function write(tx: Tx, instance: Instance, incident: Incident): Promise<void> {
  const known = (await openIncidents(tx, instance.id)).find((each) => sameWait(each, incident));
  const { at, message, nodeId } = incident;
  const event = { instance: instance.id, at, kind: "incident", node: nodeId, detail: { message } };
  await sql(tx, REPORT, [
    JSON.stringify(known ? [] : incidentRows(instance, [incident])),
    JSON.stringify([event]),
    JSON.stringify(known ? { ...incident, id: known.id } : incident),
    ...[known?.id ?? null, at, message, nodeId, instance.id],
  ]);
}

/** Keeps a refused step as an incident of its instance, which stays as it was before; told again, it is kept once. */
export function reportIncident(ctx: AppContext, refused: RefusedStep): Promise<void> {
  return inTransaction(ctx, "system", async (tx) => {
    const instance = await lockInstance(tx, refused.instanceId);
    if (!instance || !isRunning(instance)) return;
    const incident = incidentOf(refused, instance, await ctx.clock(tx));
    if (stillWaits(instance.state, incident)) await write(tx, instance, incident);
  });
}
