import { parsePeriod } from "../../engine/period/index.ts";
import type { ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
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

/** Names for every value in the rows that people read by another name, in at most three round trips. */
export async function labelsFor(
  ctx: AppContext,
  tx: Tx,
  fields: readonly ViewField[],
  rows: readonly Record<string, unknown>[],
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
  const names: Partial<Record<ViewField["kind"], ReadonlyMap<string, string>>> = {
    division: found.divisions,
    orgUnit: found.units,
    account: found.accounts,
    reference: found.records,
  };
  const special: Record<string, ReadonlyMap<string, string>> = { $campaign: campaigns, $period: periods };
  const named: ListLabels = {};
  for (const { field, kind, options, values } of asked) {
    const map = options ? namesIn(options) : (special[field] ?? names[kind]);
    if (!map) continue;
    const known = values.filter((value) => map.has(value));
    named[field] = Object.fromEntries(known.map((value) => [value, map.get(value) as string]));
  }
  return named;
}
