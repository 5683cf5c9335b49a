import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { inTransaction, sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { AppError } from "../../http/problem.ts";
import { tablesOf } from "../../projection/refresh.ts";
import { uniqueColumn, uniqueIndexName } from "../../projection/unique.ts";
import { quoted } from "../../query/sql-type.ts";

interface Violation {
  code?: string;
  constraint?: string;
}

interface Existing {
  record_id: string;
  title: string | null;
}

/** The record that was there first, and where it is found. */
export interface ExistingRecord {
  id: string;
  title: string | null;
  link: string;
}

const linkTo = ({ record_id: id, title }: Existing): ExistingRecord => ({ id, title, link: `/records/${id}` });

/** What a refused row was about: its content, and the scope that `$unit`, `$division`, `$period` and `$subject` name. */
export interface Refused {
  data: Record<string, unknown>;
  scope: Readonly<Record<string, unknown>>;
}

async function existingRow(
  tx: Tx,
  table: string,
  fields: readonly string[],
  { data, scope }: Refused,
): Promise<Existing | undefined> {
  const same = fields.map((field, at) => `${quoted(uniqueColumn(field))}::text = $${at + 1}`).join(" and ");
  const values = fields.map((field) =>
    String((field.startsWith("$") ? scope[uniqueColumn(field)] : data[field]) ?? ""),
  );
  const text = `select record_id, title from ${quoted(table)} where is_latest and status <> 'cancelled' and ${same}`;
  return (await sql<Existing>(tx, text, values))[0];
}

/** The refusal that fits the broken index, with a link to the winner where the loser may see it. */
async function duplicate(
  ctx: AppContext,
  tx: Tx,
  constraint: string,
  row: Refused & { resolved: RegisteredRecordType },
): Promise<AppError | undefined> {
  for (const { table } of await tablesOf(ctx, tx, row.resolved)) {
    const broken = row.resolved.recordType.unique?.find(({ key }) => uniqueIndexName(table, key) === constraint);
    if (!broken) continue;
    const found = await existingRow(tx, table, broken.fields, row);
    return new AppError(409, "duplicate-record", broken.message, {
      constraint: broken.key,
      ...(found && { existing: linkTo(found) }),
    });
  }
  return undefined;
}

const ofUnit = new Set(["$unit", "$division"]);

/**
 * The record that keeps a unit from filing another of the type: one per unit or division, and it is there already. Known
 * before anything is filled in; null where nothing stands in the way.
 */
export async function alreadyFiled(
  ctx: AppContext,
  tx: Tx,
  resolved: RegisteredRecordType,
  subject: Pick<Subject, "orgUnitId" | "divisionCode">,
): Promise<{ message: string; existing: ExistingRecord } | null> {
  const scope = { org_unit_id: subject.orgUnitId, division_code: subject.divisionCode };
  for (const { fields, message } of resolved.recordType.unique ?? []) {
    if (!fields.every((field) => ofUnit.has(field))) continue;
    const [table] = await tablesOf(ctx, tx, resolved);
    const found = table && (await existingRow(tx, table.table, fields, { data: {}, scope }));
    if (found) return { message, existing: linkTo(found) };
  }
  return null;
}

/**
 * Runs a write; where a declared uniqueness stops it, refuses with a link to the record that exists, looked up in a
 * transaction of its own because the first one is over.
 * @throws AppError 409 duplicate-record.
 */
export async function withUniqueness<T>(
  ctx: AppContext,
  subject: Subject,
  refused: () => (Refused & { resolved: RegisteredRecordType }) | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, constraint } = error as Violation;
    const row = code === "23505" && constraint ? refused() : undefined;
    if (!row) throw error;
    throw (await inTransaction(ctx, subject, (tx) => duplicate(ctx, tx, constraint as string, row))) ?? error;
  }
}
