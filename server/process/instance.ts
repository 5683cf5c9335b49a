import type { ProcessModel, State } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { Incident } from "./incident.ts";
import { modelOf } from "./models.ts";
import type { Step } from "./step.ts";

/** A process instance as the runtime works with it. */
export interface Instance {
  id: string;
  versionId: number;
  processKey: string;
  recordId: string;
  revisionId: string;
  recordType: string;
  orgUnitId: number;
  divisionCode: string;
  /** What it decides: whether its revision becomes official, or whether the record is cancelled. */
  purpose: "fill" | "cancel";
  status: "active" | "completed" | "terminated" | "incident" | "suspended";
  title: string;
  startedBy: number | null;
  incident: Incident | null;
  state: State;
  /** Counts its steps; left out while it is new. */
  lockVersion?: number;
}

/** Columns of an instance under the alias `i`, with its record under `r`; the names match Instance. */
export const INSTANCE_COLUMNS = `i.id, i.definition_version_id as "versionId", i.process_key as "processKey",
  i.record_id as "recordId", i.revision_id as "revisionId", r.record_type as "recordType",
  i.org_unit_id as "orgUnitId", i.division_code as "divisionCode", i.status, i.purpose, i.title,
  i.started_by as "startedBy", i.incident, i.state,
  i.lock_version as "lockVersion"`;

/** Reads an instance and keeps every other step of it waiting until this transaction ends. */
export async function lockInstance(tx: Tx, id: string): Promise<Instance | undefined> {
  const rows = await sql<Instance>(
    tx,
    `select ${INSTANCE_COLUMNS} from process_instance i join record r on r.id = i.record_id
     where i.id = $1 for update of i`,
    [id],
  );
  return rows[0];
}

/** An instance that can still move. */
export function isRunning(instance: Pick<Instance, "status">): boolean {
  return instance.status === "active" || instance.status === "incident";
}

/** The empty step that commands on an instance are applied to. */
export async function stepOf(ctx: AppContext, instance: Instance, at: string): Promise<Step> {
  const model: ProcessModel = await modelOf(ctx, instance.versionId, instance.processKey, instance.state.latest);
  return { model, before: instance.state, state: instance.state, effects: [], at, instanceId: instance.id };
}
