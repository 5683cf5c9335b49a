import { parsePeriod } from "../../engine/period/index.ts";
import type { ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { officialRows } from "../models/record/row-choices.ts";
import { addRecord, noTargets, resolveLabels } from "../query/labels.ts";

/** Names by field and value. */
export type ListLabels = Record<string, Record<string, string>>;

/** System fields that refer to records or campaigns without saying of which type. */
async function typesOf(tx: Tx, ids: readonly string[]): Promise<{ id: string; record_type: string }[]> {
  if (ids.length === 0) return [];
  return sql(tx, "select id, record_type from record where id = any($1::uuid[])", [ids]);
}

async function campaignTitles(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; title: string }>(
    tx,
    "select id, title from campaign where id = any($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** Periods are kept by key and read by name. */
const periodTitles = (keys: readonly string[]): Map<string, string> =>
  new Map(keys.flatMap((key) => parsePeriod(key) ?? []).map(({ key, title }) => [key, title]));

/** The different values of a field, those of a list one by one. */
function valuesOf(rows: readonly Record<string, unknown>[], field: string): string[] {
  const found = new Set<string>();
  const add = (value: unknown) => {
    if (value !== null && value !== undefined) found.add(String(value));
  };
  for (const row of rows) {
    const value = row[field];
    if (Array.isArray(value)) value.forEach(add);
    else add(value);
  }
  return [...found];
}

const namesOfOptions = new WeakMap<object, ReadonlyMap<string, string>>();

/** The choices of a field by value; made once for as long as the choices stay what they are. */
function namesIn(options: NonNullable<ViewField["options"]>): ReadonlyMap<string, string> {
  const known = namesOfOptions.get(options) ?? new Map(options.map(({ value, label }) => [String(value), label]));
  namesOfOptions.set(options, known);
  return known;
}

const referring = new Set<ViewField["kind"]>(["division", "orgUnit", "account", "reference"]);
const referringFields = new Set(["$subject", "$source", "$campaign", "$period"]);

const isNamed = ({ field, kind, options }: ViewField) =>
  options !== undefined || referring.has(kind) || referringFields.has(field);

type Row = Record<string, unknown>;

/** What chosen rows of other records are called, each by the record that stands beside it. */
async function rowTitles(
  ctx: AppContext,
  tx: Tx,
  asked: readonly ViewField[],
  rows: readonly Row[],
): Promise<Map<string, ReadonlyMap<string, string>>> {
  const chosen = asked.flatMap(({ field, row: choice }) =>
    choice ? rows.map((row) => ({ field, record: row[choice.of], table: choice.table, row: row[field] })) : [],
  );
  const known = chosen.flatMap((one) => (typeof one.record === "string" ? [{ ...one, record: one.record }] : []));
  const offered = await officialRows(ctx, tx, known, { evenCancelled: true });
  const titles = new Map<string, Map<string, string>>(asked.map(({ field }) => [field, new Map()]));
  for (const { field, row, ...of } of known) {
    const label = offered(of).find(({ value }) => value === row)?.label;
    if (label !== undefined) titles.get(field)?.set(String(row), label);
  }
  return titles;
}

/** Instead of an id that means nothing to anybody, where its name is gone or not for this reader. */
const unnamed = "（已失效或无权查看）";
const meaningless = new Set<ViewField["kind"]>(["orgUnit", "account", "reference"]);

/** Names for every value in the rows that people read by another name, in at most four round trips. */
export async function labelsFor(
  ctx: AppContext,
  tx: Tx,
  fields: readonly ViewField[],
  rows: readonly Row[],
): Promise<ListLabels> {
  const targets = noTargets();
  const asked = fields
    .filter(isNamed)
    .map((field) => ({ ...field, values: valuesOf(rows, field.field) }))
    .filter(({ values }) => values.length > 0);
  for (const { kind, values, reference } of asked) {
    if (kind === "division") for (const value of values) targets.divisions.add(value);
    if (kind === "orgUnit") for (const value of values) targets.units.add(value);
    if (kind === "account") for (const value of values) targets.accounts.add(value);
    if (kind === "reference" && reference) for (const value of values) addRecord(targets, reference, value);
  }
  const valuesOfField = (name: string) => asked.find(({ field }) => field === name)?.values ?? [];
  const recordsNamed = [...valuesOfField("$subject"), ...valuesOfField("$source")];
  for (const { id, record_type } of await typesOf(tx, recordsNamed)) addRecord(targets, record_type, id);
  const campaigns = await campaignTitles(tx, valuesOfField("$campaign"));
  const periods = periodTitles(valuesOfField("$period"));
  const found = await resolveLabels(ctx, tx, targets);
  const ofRows = await rowTitles(
    ctx,
    tx,
    asked.filter(({ row }) => row !== undefined),
    rows,
  );
  const names: Partial<Record<ViewField["kind"], ReadonlyMap<string, string>>> = {
    division: found.divisions,
    orgUnit: found.units,
    account: found.accounts,
    reference: found.records,
  };
  const special: Record<string, ReadonlyMap<string, string>> = { $campaign: campaigns, $period: periods };
  const named: ListLabels = {};
  for (const { field, kind, options, values } of asked) {
    const map = options ? namesIn(options) : (special[field] ?? ofRows.get(field) ?? names[kind]);
    if (!map) continue;
    const fallback = meaningless.has(kind) && !referringFields.has(field) ? unnamed : undefined;
    named[field] = Object.fromEntries(
      values.flatMap((value): [string, string][] => {
        const name = map.get(value) ?? fallback;
        return name === undefined ? [] : [[value, name]];
      }),
    );
  }
  return named;
}
