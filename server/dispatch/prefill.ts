import { evaluateFeel } from "../../engine/expression/index.ts";
import { type Period, parsePeriod } from "../../engine/period/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { childRecords, type DispatchSettings, globalKey } from "./source.ts";

type Data = Record<string, unknown>;

/** What an obligation's new record is made from. */
export interface PrefillFacts {
  sourceRecordId: string;
  subjectRecordId: string | null;
  periodKey: string;
  unitId: number;
}

/** What prefill expressions read. */
export interface PrefillContext {
  record: Data;
  subject: Data;
  /** Child records of the subject by the short key of their type. */
  children: Record<string, Data[]>;
  period: Pick<Period, "key" | "year" | "quarter" | "month" | "title">;
  unit: { id: number; name: string; divisionCode: string; divisionName: string };
}

const RECORD = `
  select r.record_type as "recordType", v.data from record r
  join record_revision v on v.id = coalesce(r.in_force_revision_id, r.working_revision_id) where r.id = $1`;

const UNIT = `
  select u.id, u.name, u.division_code as "divisionCode", d.name as "divisionName"
  from org_unit u join division d on d.code = u.division_code where u.id = $1`;

async function read(tx: Tx, id: string): Promise<{ recordType: string; data: Data }> {
  const [row] = await sql<{ recordType: string; data: Data }>(tx, RECORD, [id]);
  return row ? { ...row, data: { ...row.data, id } } : { recordType: "", data: { id } };
}

async function childrenOf(ctx: AppContext, tx: Tx, id: string, recordType: string): Promise<Record<string, Data[]>> {
  const type = ctx.definitions.recordTypes().find((each) => each.key === recordType);
  const found: Record<string, Data[]> = {};
  for (const { recordType: child, field } of type?.recordType.children ?? []) {
    const rows = await childRecords(tx, id, field, globalKey(recordType, child));
    found[child.slice(child.indexOf("/") + 1)] = rows.map((row) => ({ ...row.data, id: row.id }));
  }
  return found;
}

/** Gathers what the expressions read; the transaction must see source, subject and their children. */
export async function prefillContext(ctx: AppContext, tx: Tx, facts: PrefillFacts): Promise<PrefillContext> {
  const source = await read(tx, facts.sourceRecordId);
  const subjectId = facts.subjectRecordId ?? facts.sourceRecordId;
  const subject = subjectId === facts.sourceRecordId ? source : await read(tx, subjectId);
  const [unit] = await sql<PrefillContext["unit"]>(tx, UNIT, [facts.unitId]);
  const { key, year, quarter, month, title } = parsePeriod(facts.periodKey) as Period;
  return {
    record: source.data,
    subject: subject.data,
    children: await childrenOf(ctx, tx, subjectId, subject.recordType),
    period: { key, year, quarter, month, title },
    unit: unit as PrefillContext["unit"],
  };
}

/** Field values a new record begins with, and the fields whose expression could not be worked out (left empty). */
export function prefill(
  settings: DispatchSettings,
  context: PrefillContext,
  at: string,
): { data: Data; failed: { field: string; message: string }[] } {
  const data: Data = {};
  const failed: { field: string; message: string }[] = [];
  if (settings.subjectField) data[settings.subjectField] = context.subject.id;
  for (const [field, source] of Object.entries(settings.prefill ?? {})) {
    const answer = evaluateFeel(source, { ...context }, at);
    if (!answer.ok) failed.push({ field, message: answer.message });
    else if (answer.value !== null) data[field] = answer.value;
  }
  return { data, failed };
}
