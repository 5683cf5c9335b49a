import { allows } from "../../../engine/access/index.ts";
import { displayValue, type FormSchema, formatPointer, resolve, titleBeside } from "../../../engine/form/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { type Data, invalidData } from "./check-data.ts";
import { compiledOf } from "./compiled.ts";
import { type LoadedRecord, loadRecord, recordNotFound } from "./loaded-record.ts";
import { may, rowFacts } from "./rights.ts";
import { hiddenFields } from "./task-rights.ts";

/** One field whose value is a row in the sub-table of the record that the field beside it refers to. */
export interface RowReference {
  pointer: string;
  title: string;
  /** The record chosen beside it; undefined while none is. */
  record: string | undefined;
  /** What the field is called in which that record is chosen. */
  beside: string;
  table: string;
  row: string;
}

/** A row that may be chosen, and what it is called. */
export interface RowChoice {
  value: string;
  label: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function found(
  schema: FormSchema,
  { root, value, scopes }: { root: FormSchema; value: unknown; scopes: readonly Data[] },
  path: (string | number)[],
): RowReference[] {
  if (value === undefined || value === null) return [];
  const field = resolve(schema, root);
  const choice = field["x-row"];
  if (choice) {
    if (typeof value !== "string" || value === "") return [];
    const record = scopes.map((scope) => scope[choice.of]).find((one) => typeof one === "string") as string | undefined;
    const pointer = formatPointer(path);
    const beside = titleBeside(root, pointer, choice.of);
    return [{ pointer, title: field.title ?? "", record, beside, table: choice.table, row: value }];
  }
  if (Array.isArray(value)) {
    const { items } = field;
    return items ? value.flatMap((item, at) => found(items, { root, value: item, scopes }, [...path, at])) : [];
  }
  if (typeof value !== "object") return [];
  const inner = [value as Data, ...scopes];
  return Object.entries(field.properties ?? {}).flatMap(([name, property]) =>
    found(property, { root, value: (value as Data)[name], scopes: inner }, [...path, name]),
  );
}

/** Every row of another record that the data names, in its own sub-tables too. */
export function rowReferencesOf({ schema }: Pick<RegisteredRecordType, "schema">, data: Data): RowReference[] {
  return found(schema, { root: schema, value: data, scopes: [] }, []);
}

function choicesOf(type: RegisteredRecordType, table: string, rows: unknown): RowChoice[] {
  const offered = type.recordType.rowChoices?.find(({ field }) => field === table);
  if (!offered || !Array.isArray(rows)) return [];
  const items = resolve(resolve(type.schema.properties?.[table] ?? {}, type.schema).items ?? {}, type.schema);
  const columns = offered.titleFields.map(
    (name) => [name, resolve(items.properties?.[name] ?? {}, type.schema)] as const,
  );
  return (rows as Data[]).flatMap((row) => {
    if (typeof row?.id !== "string") return [];
    const label = columns.map(([name, column]) => displayValue(column, row[name])).filter(Boolean);
    return [{ value: row.id, label: label.join(" ") || row.id }];
  });
}

interface Wanted {
  record: string;
  table: string;
}

const OFFICIAL = `
  select w.record, w."table", r.record_type, r.cancelled_at is not null as cancelled, rev.data -> w."table" as rows
  from jsonb_to_recordset($1::jsonb) as w(record uuid, "table" text)
  join record r on r.id = w.record join record_revision rev on rev.id = r.in_force_revision_id`;

const keyOf = ({ record, table }: Wanted): string => `${record.toLowerCase()} ${table}`;

/**
 * The official rows of sub-tables of other records that are offered for choice, in one round trip.
 * @param evenCancelled those of a cancelled record as well, for saying what was chosen; nobody may choose them.
 */
export async function officialRows(
  ctx: Pick<AppContext, "definitions">,
  tx: Tx,
  wanted: readonly Wanted[],
  { evenCancelled = false }: { evenCancelled?: boolean } = {},
): Promise<(of: Wanted) => readonly RowChoice[]> {
  const known = [...new Map(wanted.filter(({ record }) => uuid.test(record)).map((one) => [keyOf(one), one])).values()];
  if (known.length === 0) return () => [];
  const rows = await sql<Wanted & { record_type: string; cancelled: boolean; rows: unknown }>(tx, OFFICIAL, [
    JSON.stringify(known),
  ]);
  const offered = new Map(
    rows.map((row) => [
      keyOf(row),
      row.cancelled && !evenCancelled
        ? []
        : choicesOf(ctx.definitions.recordType(row.record_type), row.table, row.rows),
    ]),
  );
  return (of) => offered.get(keyOf(of)) ?? [];
}

/** A chosen row, and the moment at which it was. */
export interface ChosenRow extends Wanted {
  row: string;
  at: string;
}

// Of the official revisions that have the row the one of then, else the last before, else the first after.
const ROW_THEN = `
  select w.n, r.record_type, rev.rows
  from jsonb_to_recordset($1::jsonb) as w(n int, record uuid, "table" text, "row" text, at timestamptz)
  join record r on r.id = w.record
  cross join lateral (
    select v.data -> w."table" as rows from record_revision v
    where v.record_id = w.record and v.in_force_at is not null
      and v.data -> w."table" @> jsonb_build_array(jsonb_build_object('id', w."row"))
    order by v.in_force_at <= w.at desc, abs(extract(epoch from v.in_force_at - w.at)) limit 1) rev`;

/** What rows of other records were called when they were chosen, even those that are gone since; in one round trip. */
export async function rowLabelsThen(
  ctx: Pick<AppContext, "definitions">,
  tx: Tx,
  chosen: readonly ChosenRow[],
): Promise<(of: ChosenRow) => string | undefined> {
  const keyOfRow = (of: ChosenRow) => `${keyOf(of)} ${of.row} ${of.at}`;
  const known = [
    ...new Map(chosen.filter(({ record }) => uuid.test(record)).map((one) => [keyOfRow(one), one])).values(),
  ];
  if (known.length === 0) return () => undefined;
  const rows = await sql<{ n: number; record_type: string; rows: unknown }>(tx, ROW_THEN, [
    JSON.stringify(known.map((one, n) => ({ n, ...one }))),
  ]);
  const labels = new Map(
    rows.map(({ n, record_type, rows }) => {
      const one = known[n] as ChosenRow;
      const choices = choicesOf(ctx.definitions.recordType(record_type), one.table, rows);
      return [keyOfRow(one), choices.find(({ value }) => value === one.row)?.label];
    }),
  );
  return (of) => labels.get(keyOfRow(of));
}

/** What a row is called in `references`, where the names of values are. */
export const rowLabelKey = ({ record, row }: Pick<RowReference, "record" | "row">): string => `${record ?? ""}/${row}`;

/**
 * Refuses rows that are newly chosen and not offered by the record beside them.
 * @throws AppError 422 at each of them.
 */
export async function checkRowReferences(
  ctx: Pick<AppContext, "definitions">,
  tx: Tx,
  resolved: RegisteredRecordType,
  { data, before = {} }: { data: Data; before?: Data },
): Promise<void> {
  const chosen = rowReferencesOf(resolved, data);
  if (chosen.length === 0) return;
  const kept = new Set(rowReferencesOf(resolved, before).map(rowLabelKey));
  const fresh = chosen.filter((one) => !kept.has(rowLabelKey(one)));
  const offered = await officialRows(
    ctx,
    tx,
    fresh.flatMap(({ record, table }) => (record ? [{ record, table }] : [])),
  );
  const errors = fresh
    .filter(({ record, table, row }) => !record || !offered({ record, table }).some(({ value }) => value === row))
    .map(({ pointer, title, record, beside }) => {
      const message = record ? `所选的一项不在所选“${beside}”已生效的数据里，请重新选择` : `请先选择“${beside}”`;
      return { pointer, title, keyword: "reference", message };
    });
  if (errors.length > 0) throw invalidData(errors);
}

const mayChoose = ({ live, inForce }: LoadedRecord, subject: Subject): boolean =>
  inForce !== null && allows(compiledOf(live).policy, subject, "choose", rowFacts(inForce));

/** The rows of a record's sub-table that the subject may choose from. @throws AppError 404 where he may not even choose the record. */
export async function rowChoices(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  { record: id, table }: Wanted,
): Promise<readonly RowChoice[]> {
  const record = await loadRecord(ctx, tx, id);
  const chooses = mayChoose(record, subject);
  if (!may(record, subject, "read") && !chooses) throw recordNotFound();
  if (!chooses && (await hiddenFields(ctx, tx, record, subject)).includes(table)) throw recordNotFound();
  return (await officialRows(ctx, tx, [{ record: id, table }]))({ record: id, table });
}
