import { type FormSchema, formatPointer, kindOf, resolve, titleBeside } from "../../engine/form/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { shortList } from "../models/record/lists.ts";
import { officialRows, type RowChoice } from "../models/record/row-choices.ts";
import { divisionPrefix } from "../query/condition.ts";
import { WrongCell } from "./cell-value.ts";

type Data = Record<string, unknown>;

/** A row of the sheet whose names are to become ids; `wrong` notes what a field's name stands for nothing. */
export interface NamedRow {
  data: Data;
  wrong(field: string, message: string): void;
}

interface Candidate {
  id: string;
  name: string;
  division: string;
}

interface Named {
  field: string;
  schema: FormSchema;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Names asked for at a time; a page holds 200 records, so each may be borne by several. */
const chunk = 40;
const most = 200;

function namedFields({ schema }: RegisteredRecordType): Named[] {
  const fields = Object.entries(schema.properties ?? {}).map(([field, property]) => ({
    ...{ field, schema: resolve(property, schema) },
  }));
  return fields.filter((one) => kindOf(one.schema) === "reference" || kindOf(one.schema) === "orgUnit");
}

const textsOf = (rows: readonly NamedRow[], field: string): string[] => [
  ...new Set(rows.flatMap(({ data }) => (typeof data[field] === "string" ? [data[field]] : []))),
];

const chunksOf = (texts: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(texts.length / chunk) }, (_, at) => texts.slice(at * chunk, (at + 1) * chunk));

/** Records that the importer may choose, by name or number. */
async function recordsNamed(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  { schema }: Named,
  texts: readonly string[],
): Promise<Candidate[]> {
  const { recordType, official = false } = schema["x-reference"] as NonNullable<FormSchema["x-reference"]>;
  const target = ctx.definitions.recordType(recordType);
  const found: Candidate[] = [];
  for (const part of chunksOf(texts)) {
    const ids = part.filter((text) => uuid.test(text));
    const named = { field: "$title", op: "in" as const, value: part };
    const asked = ids.length > 0 ? { any: [named, { field: "$id", op: "in" as const, value: ids }] } : named;
    const where = [asked, { field: "$status", op: "ne" as const, value: "cancelled" }];
    const { rows } = await shortList(ctx, tx, subject, target, { where, toChoose: official, limit: most });
    found.push(
      ...rows.map(({ $id, $title, $division }) => ({
        ...{ id: String($id), name: String($title), division: String($division) },
      })),
    );
  }
  return found;
}

async function unitsNamed(tx: Tx, texts: readonly string[]): Promise<Candidate[]> {
  return sql<Candidate>(
    tx,
    `select id::text as id, name, division_code as division from org_unit
     where name = any($1::text[]) and (valid_to is null or valid_to > current_date)`,
    [texts],
  );
}

function only(text: string, candidates: readonly Candidate[], { what, within }: { what: string; within?: string }) {
  const named = candidates.filter(({ name, id }) => name === text || id === text.toLowerCase());
  const here =
    within === undefined ? named : named.filter(({ division }) => division.startsWith(divisionPrefix(within)));
  const [one, second] = here;
  if (named.length > 0 && !one) throw new WrongCell(`“${text}”不在本行所填的区划内，请核对名称或区划`);
  if (!one) throw new WrongCell(`没有找到可以选用的${what}“${text}”，请核对名称；已取消的不能再选，可以留空`);
  if (second) throw new WrongCell(`有 ${here.length} 个${what}都叫“${text}”，请改填它的编号，或留空`);
  return one.id;
}

function rowNamed(text: string, choices: readonly RowChoice[], title: string): string {
  const found = choices.filter(
    ({ value, label }) =>
      value === text || label === text || label.startsWith(`${text} `) || label.endsWith(` ${text}`),
  );
  const [one, second] = found;
  if (!one) throw new WrongCell(`所选记录中没有${title}“${text}”，请核对编号或名称`);
  if (second) throw new WrongCell(`所选记录中有 ${found.length} 个${title}叫“${text}”，请改填“编号 名称”`);
  return one.value;
}

function settle(row: NamedRow, field: string, find: (text: string) => string): void {
  const text = row.data[field];
  if (typeof text !== "string") return;
  try {
    row.data[field] = find(text);
  } catch (error) {
    if (!(error instanceof WrongCell)) throw error;
    delete row.data[field];
    row.wrong(field, error.message);
  }
}

async function settleRows(
  ctx: AppContext,
  tx: Tx,
  { rows, resolved }: { rows: readonly NamedRow[]; resolved: RegisteredRecordType },
  { field, schema }: Named,
): Promise<void> {
  const { of, table } = schema["x-row"] as NonNullable<FormSchema["x-row"]>;
  const records = textsOf(rows, of).map((record) => ({ record, table }));
  const offered = await officialRows(ctx, tx, records);
  const beside = titleBeside(resolved.schema, formatPointer([field]), of);
  for (const row of rows) {
    settle(row, field, (text) => {
      const record = row.data[of];
      if (typeof record !== "string") throw new WrongCell(`请先填写“${beside}”`);
      return rowNamed(text, offered({ record, table }), schema.title ?? "");
    });
  }
}

/**
 * Turns the names in reference and unit columns into ids, as far as the importer may choose what they name. A name that
 * stands for nothing, for something out of reach, or for several things is noted at its cell.
 */
export async function resolveNames(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  resolved: RegisteredRecordType,
  rows: readonly NamedRow[],
): Promise<void> {
  const fields = namedFields(resolved);
  for (const named of fields.filter(({ schema }) => !schema["x-row"])) {
    const { field, schema } = named;
    const texts = textsOf(rows, field);
    if (texts.length === 0) continue;
    const reference = schema["x-reference"];
    const candidates = reference ? await recordsNamed(ctx, tx, subject, named, texts) : await unitsNamed(tx, texts);
    const what = reference ? ctx.definitions.recordType(reference.recordType).title : "单位";
    for (const row of rows) {
      const within = reference?.within === undefined ? undefined : row.data[reference.within];
      settle(row, field, (text) => only(text, candidates, { what, ...(typeof within === "string" && { within }) }));
    }
  }
  for (const named of fields.filter(({ schema }) => schema["x-row"]))
    await settleRows(ctx, tx, { rows, resolved }, named);
}
