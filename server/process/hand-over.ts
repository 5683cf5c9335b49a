import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { refreshProjection } from "../projection/refresh.ts";
import type { Instance } from "./instance.ts";
import type { Step } from "./step.ts";

interface Unit {
  id: number;
  divisionCode: string;
  /** Whether rows of the unit may be written by this transaction: row level security would refuse the others. */
  inScope: boolean;
}

const COLUMNS = `u.id, u.division_code as "divisionCode", tianbao_visible(u.division_code, u.id) as "inScope"`;

// A division stands for the bureau that answers for it.
const BY_DIVISION = `select ${COLUMNS} from org_unit u
  where u.division_code = $1 and u.kind = 'bureau' and u.valid_to is null order by u.id limit 1`;
const BY_ID = `select ${COLUMNS} from org_unit u where u.id = $1 and u.valid_to is null`;
const OF_FILING = `select ${COLUMNS} from record_revision v join account a on a.id = v.created_by
  join org_unit u on u.id = a.org_unit_id where v.id = $1`;

/** Who owns the record after the step: undefined where no node it entered says so. */
function newOwner(step: Step): string | undefined {
  const told = step.effects.filter((effect) => effect.type === "recordState" && effect.owner !== undefined);
  return (told.at(-1) as { owner?: string } | undefined)?.owner;
}

function lookUp(owner: string, instance: Instance): [text: string, values: unknown[]] | undefined {
  if (owner === "starter") return [OF_FILING, [instance.revisionId]];
  if (/^\d{12}$/.test(owner)) return [BY_DIVISION, [owner]];
  return /^\d{1,11}$/.test(owner) ? [BY_ID, [owner]] : undefined;
}

async function unitOf(tx: Tx, owner: string, instance: Instance): Promise<Unit> {
  const question = lookUp(owner, instance);
  const [unit] = question ? await sql<Unit>(tx, ...question) : [];
  if (!unit) {
    const detail = `没有找到接收单位${owner === "" ? "" : `“${owner}”`}，请核对所选的区划或单位后再办理。`;
    throw new AppError(422, "no-receiving-unit", detail);
  }
  if (!unit.inScope) {
    throw new AppError(
      422,
      "receiving-unit-out-of-scope",
      "接收单位不在您的管辖范围内，不能直接移交，请联系上级单位。",
    );
  }
  return unit;
}

/** The instance as it would stand after a step that is only looked at: with the unit the step names, where there is one. */
export async function lookAtOwner(tx: Tx, instance: Instance, step: Step): Promise<Instance> {
  const owner = newOwner(step);
  const question = owner === undefined ? undefined : lookUp(owner, instance);
  const [unit] = question ? await sql<Unit>(tx, ...question) : [];
  return unit ? { ...instance, orgUnitId: unit.id, divisionCode: unit.divisionCode } : instance;
}

/** Everything of a record that row level security goes by. */
const HAND_OVER = `
  with rec as (update record set org_unit_id = $2, division_code = $3, handed_at = $4 where id = $1),
    rev as (update record_revision set org_unit_id = $2, division_code = $3 where record_id = $1),
    ins as (update process_instance set org_unit_id = $2, division_code = $3 where record_id = $1),
    files as (update attachment set division_code = $3 where record_id = $1 or discussed_record_id = $1),
    seats as (update task_participant set org_unit_id = $2, division_code = $3
      where task_id in (select id from task where record_id = $1)),
    done as (update task_operation set org_unit_id = $2, division_code = $3 where record_id = $1),
    copies as (update task_copy set org_unit_id = $2, division_code = $3 where record_id = $1),
    words as (update task_comment set org_unit_id = $2, division_code = $3 where record_id = $1)
  update task set org_unit_id = $2, division_code = $3 where record_id = $1`;

/**
 * Gives the record, its history and its process to the unit that the step names, so that from now on it lies in that
 * unit's scope; the instance comes back as it then stands.
 * @throws AppError 422 where no such unit exists, or it lies outside the transaction's scope.
 */
export async function handOver(ctx: AppContext, tx: Tx, instance: Instance, step: Step): Promise<Instance> {
  const owner = newOwner(step);
  if (owner === undefined) return instance;
  const unit = await unitOf(tx, owner, instance);
  if (unit.id === instance.orgUnitId) return instance;
  await sql(tx, HAND_OVER, [instance.recordId, unit.id, unit.divisionCode, step.at]);
  await refreshProjection(ctx, tx, instance.recordId);
  return { ...instance, orgUnitId: unit.id, divisionCode: unit.divisionCode };
}
