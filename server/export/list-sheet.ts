import type { ListView } from "../../engine/definition/index.ts";
import { companions, type ListRequest, type Query, type ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { fieldOfView } from "../models/record/views.ts";
import { labelsFor } from "../presenters/list-labels.ts";
import { catalogFor } from "../projection/catalog.ts";
import { fieldsOf } from "../projection/fields.ts";
import { compileAll } from "../query/list.ts";
import type { CellKind, CellValue } from "./cell.ts";
import { noteOf } from "./note.ts";
import type { Sheet } from "./workbook.ts";

/** What to export, and for whom. */
export interface ListExport {
  resolved: RegisteredRecordType;
  view: ListView;
  query: Query;
  asked: ListRequest;
  /** Name of the person, for the note under the title. */
  by: string;
}

/** Rows fetched at a time: the memory an export takes does not grow with their number. */
const batchSize = 1000;

function kindOf({ kind, sqlType, options }: ViewField): CellKind {
  if (options || kind === "division" || kind === "orgUnit" || kind === "account") return "text";
  if (sqlType === "integer") return "integer";
  if (sqlType === "numeric") return "number";
  if (sqlType === "date") return "date";
  return sqlType === "timestamptz" ? "timestamp" : "text";
}

const widths: Record<CellKind, number> = { text: 20, number: 14, integer: 10, date: 13, timestamp: 18, percent: 10 };

function cellOf(value: unknown, labels: Record<string, string> | undefined): CellValue {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((one) => labels?.[String(one)] ?? String(one)).join("、");
  if (labels?.[String(value)] !== undefined) return labels[String(value)] as string;
  return typeof value === "object" ? JSON.stringify(value) : (value as CellValue);
}

async function* rowsOf(ctx: AppContext, tx: Tx, { resolved, query }: ListExport, fields: readonly ViewField[]) {
  const catalog = await catalogFor(ctx.db, tx, query.recordType, resolved.base ? [] : fieldsOf(resolved));
  const beside = companions(query.columns ?? [], compiledOf(resolved).fields);
  const { text, values, columns } = compileAll({ ...query, columns: [...(query.columns ?? []), ...beside] }, catalog);
  const aliases = new Map(columns.map(({ field, alias }) => [field, alias]));
  await sql(tx, `declare exported no scroll cursor for ${text}`, values);
  for (;;) {
    const found = await sql<Record<string, unknown>>(tx, `fetch ${batchSize} from exported`);
    if (found.length === 0) return;
    const read = [...fields.map(({ field }) => field), ...beside];
    const rows = found.map((row) => Object.fromEntries(read.map((name) => [name, row[aliases.get(name) as string]])));
    const labels = await labelsFor(ctx, tx, fields, rows);
    for (const row of rows) yield fields.map(({ field }) => cellOf(row[field], labels[field]));
  }
}

/** The sheet of a list, its columns in the order asked for; give it the transaction that reads the rows. */
export function exportList(ctx: AppContext, wanted: ListExport): (tx: Tx) => Promise<Sheet> {
  const { resolved, view, asked, by } = wanted;
  const shown = asked.columns ?? view.columns.filter(({ hidden }) => !hidden).map(({ field }) => field);
  const fields = shown.map((name) => fieldOfView(ctx, resolved, name));
  const titles = fields.map(
    ({ field, title }) => view.columns.find((column) => column.field === field)?.title ?? title,
  );
  const pixels = (name: string) => view.columns.find(({ field }) => field === name)?.width;
  return async (tx) => ({
    title: view.title,
    note: await noteOf(ctx, tx, by, asked, (name) => fieldOfView(ctx, resolved, name)),
    columns: fields.map((field) => {
      const kind = kindOf(field);
      return { kind, width: Math.min(60, Math.max(widths[kind], (pixels(field.field) ?? 0) / 8)) };
    }),
    header: [titles.map((text, column) => ({ text, rowSpan: 1, colSpan: 1, column }))],
    rows: rowsOf(ctx, tx, wanted, fields),
  });
}
