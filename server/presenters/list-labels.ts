import { parsePeriod } from "../../engine/period/index.ts";
import type { ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";
import { type Reading, readingIn, sql, type Tx } from "../database/transaction.ts";
import { officialRows } from "../models/record/row-choices.ts";
import { addRecord, type LabelTargets, noTargets, resolveLabels } from "../query/labels.ts";

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

type Asked = ViewField & { values: string[] };

/** The fields of the rows that people read by another name, each with its different values. */
const askedOf = (fields: readonly ViewField[], rows: readonly Row[]): Asked[] =>
  fields
    .filter(isNamed)
    .map((field) => ({ ...field, values: valuesOf(rows, field.field) }))
    .filter(({ values }) => values.length > 0);

function targetsOf(asked: readonly Asked[]): LabelTargets {
  const targets = noTargets();
  for (const { kind, values, reference } of asked) {
    if (kind === "division") for (const value of values) targets.divisions.add(value);
    if (kind === "orgUnit") for (const value of values) targets.units.add(value);
    if (kind === "account") for (const value of values) targets.accounts.add(value);
    if (kind === "reference" && reference) for (const value of values) addRecord(targets, reference, value);
  }
  return targets;
}

type Names = ReadonlyMap<string, string>;

/** Where the names of a field's values are. */
type NamesOf = (field: ViewField) => Names | undefined;

/** Looks up what has no name yet, in at most four round trips. */
async function lookUp(ctx: AppContext, tx: Tx, asked: readonly Asked[], rows: readonly Row[]): Promise<NamesOf> {
  const targets = targetsOf(asked);
  const valuesOfField = (name: string) => asked.find(({ field }) => field === name)?.values ?? [];
  const recordsNamed = [...valuesOfField("$subject"), ...valuesOfField("$source")];
  for (const { id, record_type } of await typesOf(tx, recordsNamed)) addRecord(targets, record_type, id);
  const campaigns = await campaignTitles(tx, valuesOfField("$campaign"));
  const found = await resolveLabels(ctx, tx, targets);
  const chosen = asked.filter(({ row }) => row !== undefined);
  const ofRows = await rowTitles(ctx, tx, chosen, rows);
  const names: Partial<Record<ViewField["kind"], Names>> = {
    division: found.divisions,
    orgUnit: found.units,
    account: found.accounts,
    reference: found.records,
  };
  return ({ field, kind }) => (field === "$campaign" ? campaigns : (ofRows.get(field) ?? names[kind]));
}

/** Names that need no looking up. */
const knownNames = ({ field, options, values }: Asked): Names | undefined =>
  options ? namesIn(options) : field === "$period" ? periodTitles(values) : undefined;

function written(asked: readonly Asked[], namesOf: (field: Asked) => Names | undefined): ListLabels {
  const named: ListLabels = {};
  for (const one of asked) {
    const map = namesOf(one);
    if (!map) continue;
    const fallback = meaningless.has(one.kind) && !referringFields.has(one.field) ? unnamed : undefined;
    named[one.field] = Object.fromEntries(
      one.values.flatMap((value): [string, string][] => {
        const name = map.get(value) ?? fallback;
        return name === undefined ? [] : [[value, name]];
      }),
    );
  }
  return named;
}

/** Names for every value in the rows of a page; those that came along with it are not looked up again. */
export async function labelsOfPage(
  ctx: AppContext,
  reading: Pick<Reading, "together">,
  fields: readonly ViewField[],
  { rows, names }: { rows: readonly Row[]; names: ReadonlyMap<string, Names> },
): Promise<ListLabels> {
  const asked = askedOf(fields, rows);
  const known = new Map(asked.map((one) => [one.field, knownNames(one) ?? names.get(one.field)]));
  const unknown = asked.filter(({ field }) => known.get(field) === undefined);
  const found = unknown.length > 0 ? await reading.together((tx) => lookUp(ctx, tx, unknown, rows)) : undefined;
  return written(asked, (one) => known.get(one.field) ?? found?.(one));
}

const none = new Map<string, Names>();

/** Names for every value in the rows that people read by another name. */
export function labelsFor(
  ctx: AppContext,
  tx: Tx,
  fields: readonly ViewField[],
  rows: readonly Row[],
): Promise<ListLabels> {
  return labelsOfPage(ctx, readingIn(tx), fields, { rows, names: none });
}
