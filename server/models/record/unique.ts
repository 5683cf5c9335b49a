import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { inTransaction, sql } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { AppError } from "../../http/problem.ts";
import { tablesOf } from "../../projection/refresh.ts";
import { uniqueColumn, uniqueIndexName } from "../../projection/unique.ts";
import type { ProjectedTable } from "../../query/catalog.ts";
import { quoted } from "../../query/sql-type.ts";
import { readingAs } from "./invited.ts";
import { readable } from "./read.ts";
import { hiddenFields } from "./task-rights.ts";

interface Violation {
  code?: string;
  constraint?: string;
}

interface Existing {
  record_id: string;
  title: string | null;
  unit: string;
}

/** The record that was there first, and where it is found; only for who may read it. */
export interface ExistingRecord {
  id: string;
  title: string | null;
  link: string;
}

/** What a refused row was about: its content, and the scope that `$unit`, `$division`, `$period` and `$subject` name. */
export interface Refused {
  data: Record<string, unknown>;
  scope: Readonly<Record<string, unknown>>;
}

/** The row in the way, whoever it belongs to. */
function existingRow(
  ctx: AppContext,
  table: string,
  fields: readonly string[],
  { data, scope }: Refused,
): Promise<Existing | undefined> {
  const same = fields.map((field, at) => `p.${quoted(uniqueColumn(field))}::text = $${at + 1}`).join(" and ");
  const values = fields.map((field) =>
    String((field.startsWith("$") ? scope[uniqueColumn(field)] : data[field]) ?? ""),
  );
  const text = `select p.record_id, p.title, u.name as unit from ${quoted(table)} p join org_unit u on u.id = p.org_unit_id
    where p.is_latest and p.status <> 'cancelled' and ${same}`;
  return inTransaction(ctx, "system", async (tx) => (await sql<Existing>(tx, text, values))[0]);
}

/** The way to the row for a reader of that record; nobody else learns more than that there is one. */
async function linkTo(
  ctx: AppContext,
  subject: Subject,
  { record_id: id, title }: Existing,
): Promise<ExistingRecord | null> {
  try {
    return await readingAs(ctx, subject, id, async (tx, invited) => {
      const record = await readable(ctx, tx, subject, id, invited);
      const hidden = await hiddenFields(ctx, tx, record, subject);
      const isHidden = hidden.includes(record.resolved.recordType.titleField);
      return { id, title: isHidden ? null : title, link: `/records/${id}` };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "record-not-found") return null;
    throw error;
  }
}

interface Standing {
  message: string;
  existing: ExistingRecord | null;
}

/** What is said of the row in the way: a link, or whom to ask. */
async function standing(ctx: AppContext, subject: Subject, message: string, found: Existing): Promise<Standing> {
  const existing = await linkTo(ctx, subject, found);
  if (existing) return { message, existing };
  const end = /[。！]$/.test(message) ? "" : "。";
  return { message: `${message}${end}该记录由“${found.unit}”填报，不在您的查看范围内，请与该单位联系。`, existing };
}

/** The refusal that fits the broken index. */
async function duplicate(
  ctx: AppContext,
  subject: Subject,
  constraint: string,
  row: Refused & { resolved: RegisteredRecordType },
): Promise<AppError | undefined> {
  for (const { table } of await inTransaction(ctx, "system", (tx) => tablesOf(ctx, tx, row.resolved))) {
    const broken = row.resolved.recordType.unique?.find(({ key }) => uniqueIndexName(table, key) === constraint);
    if (!broken) continue;
    const found = await existingRow(ctx, table, broken.fields, row);
    const said: Standing = found
      ? await standing(ctx, subject, broken.message, found)
      : { message: broken.message, existing: null };
    return new AppError(409, "duplicate-record", said.message, {
      constraint: broken.key,
      ...(said.existing && { existing: said.existing }),
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
  resolved: RegisteredRecordType,
  subject: Subject,
): Promise<Standing | null> {
  const scope = { org_unit_id: subject.orgUnitId, division_code: subject.divisionCode };
  const constraints = (resolved.recordType.unique ?? []).filter(({ fields }) =>
    fields.every((field) => ofUnit.has(field)),
  );
  if (constraints.length === 0) return null;
  const [table] = await inTransaction(ctx, "system", (tx) => tablesOf(ctx, tx, resolved));
  for (const { fields, message } of table ? constraints : []) {
    const found = await existingRow(ctx, (table as ProjectedTable).table, fields, { data: {}, scope });
    if (found) return standing(ctx, subject, message, found);
  }
  return null;
}

/**
 * Runs a write; where a declared uniqueness stops it, refuses with a link to the record that exists for who may read it.
 * It is looked up in transactions of their own, because the first one is over.
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
    throw (await duplicate(ctx, subject, constraint as string, row)) ?? error;
  }
}
