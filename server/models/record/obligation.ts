import type { Subject } from "../../auth/subject.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { AppError } from "../../http/problem.ts";

/** An obligation about to be filled. */
export interface OpenObligation {
  id: string;
  recordType: string;
  formDefinitionId: number;
  periodKey: string;
  subjectRecordId: string | null;
}

interface Row {
  id: string;
  record_type: string;
  org_unit_id: number;
  filler_role: string | null;
  record_id: string | null;
  cancelled: boolean;
  form_definition_id: number;
  period_key: string;
  subject_record_id: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Takes hold of the obligation so that only one record can fill it.
 * @throws AppError 404 when it is none of the subject's, 403 for another's role, 409 when it is filled or withdrawn.
 */
export async function holdObligation(tx: Tx, subject: Subject, id: string): Promise<OpenObligation> {
  const rows = uuid.test(id)
    ? await sql<Row>(
        tx,
        `select o.id, o.record_type, o.org_unit_id, o.filler_role, o.record_id, o.period_key, o.subject_record_id,
           o.cancelled_at is not null or c.cancelled_at is not null as cancelled, c.form_definition_id
         from obligation o join campaign c on c.id = o.campaign_id where o.id = $1 for update of o`,
        [id],
      )
    : [];
  const [row] = rows;
  if (!row || row.org_unit_id !== subject.orgUnitId) {
    throw new AppError(404, "obligation-not-found", "没有找到这项填报任务：可能不属于本单位，请回到待填报列表核对。");
  }
  if (row.filler_role !== null && !subject.roles.includes(row.filler_role)) {
    throw new AppError(403, "forbidden", "这项填报任务由本单位的填报人员填写，您的角色不能填报。");
  }
  if (row.cancelled) throw new AppError(409, "obligation-cancelled", "这项填报任务已被下发单位撤销，不需要再填报。");
  if (row.record_id !== null) {
    throw new AppError(409, "obligation-filled", "这项填报任务已有人填报，请打开已有的记录继续。", {
      existing: { id: row.record_id, link: `/records/${row.record_id}` },
    });
  }
  return {
    id: row.id,
    recordType: row.record_type,
    formDefinitionId: row.form_definition_id,
    periodKey: row.period_key,
    subjectRecordId: row.subject_record_id,
  };
}
