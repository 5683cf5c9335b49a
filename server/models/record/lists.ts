import { type Action, decide, fieldAccess } from "../../../engine/access/index.ts";
import type { RecordTypeKey } from "../../../engine/definition/index.ts";
import type { Condition } from "../../../engine/definition/meta/views.gen.ts";
import type { Query, Reader, ViewField } from "../../../engine/view/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { type Reading, readingIn, sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { catalogFor } from "../../projection/catalog.ts";
import { fieldsOf } from "../../projection/fields.ts";
import type { Named } from "../../query/labels.ts";
import { compileAll, compilePage, countCap } from "../../query/list.ts";
import { compiledOf } from "./compiled.ts";
import { hiddenByTasks } from "./process-hidden.ts";
import { notAllowed } from "./rights.ts";

/** The rows an action may touch. @throws AppError 403 when there can be none. */
export function rowFilter(resolved: RegisteredRecordType, subject: Subject, action: Action): true | Condition {
  const decision = decide(compiledOf(resolved).policy, subject, action);
  if (decision === false) throw notAllowed(action, resolved);
  return decision;
}

/** The official rows one may pick in a reference field: by name, or as one who reads them anyway. @throws AppError 403. */
function choiceFilter(resolved: RegisteredRecordType, subject: Subject): true | Condition {
  const { policy } = compiledOf(resolved);
  const decisions = [decide(policy, subject, "choose"), decide(policy, subject, "read")];
  if (decisions.includes(true)) return true;
  const parts = decisions.filter((decision) => typeof decision !== "boolean");
  if (parts.length === 0) throw notAllowed("choose", resolved);
  return { any: parts };
}

/** Whether one sees no more of a type than what may be chosen. */
export function onlyChooses(resolved: RegisteredRecordType, subject: Subject): boolean {
  const { policy } = compiledOf(resolved);
  return decide(policy, subject, "read") !== true && decide(policy, subject, "choose") !== false;
}

/** Fields this subject must not see in a list: a query may not even sort by them. */
export async function hiddenFields(
  ctx: AppContext,
  resolved: RegisteredRecordType,
  subject: Subject,
): Promise<ReadonlySet<string>> {
  const { hidden } = fieldAccess(compiledOf(resolved).policy, subject);
  return new Set([...hidden, ...(await hiddenByTasks(ctx, resolved, subject))]);
}

/** Whose turn `$turn` asks about. */
export function readerOf({ accountId, orgUnitId, roles }: Subject): Reader {
  return { account: accountId, unit: orgUnitId, roles };
}

/** One page of rows by field name, and how many there are. */
export interface PageOfRows {
  rows: Record<string, unknown>[];
  total: { count: number; capped: boolean } | null;
  /** What values are called, of the fields that the statement could look up along with the rows. */
  names: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const nameable = new Set<ViewField["kind"]>(["division", "orgUnit", "account"]);

/** Fields whose names a page may bring along. */
const namedOf = (fields: readonly ViewField[]) =>
  new Map(fields.filter(({ kind }) => nameable.has(kind)).map(({ field, kind }) => [field, kind as Named]));

type FoundRow = Record<string, unknown>;

function namesIn(rows: readonly FoundRow[], value: string, name: string): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap((row) => (typeof row[name] === "string" ? [[String(row[value]), row[name] as string]] : [])),
  );
}

/** Runs a page query in one round trip; of the fields given it also brings the names of divisions, units and people. */
export async function runPage(
  ctx: AppContext,
  { via, run }: Reading,
  resolved: RegisteredRecordType,
  query: Query,
  fields: readonly ViewField[] = [],
): Promise<PageOfRows> {
  const catalog = await catalogFor(ctx.db, via, query.recordType, resolved.base ? [] : fieldsOf(resolved));
  const page = compilePage(query, catalog, namedOf(fields));
  const answer = await run<FoundRow>(page.text, page.values);
  const found = answer.filter(({ key }) => key !== null);
  const rows = found.map((row) =>
    Object.fromEntries(page.columns.map(({ field, alias }) => [field, row[alias] ?? null])),
  );
  const names = new Map(page.names.map(({ field, alias, of }) => [field, namesIn(found, of, alias)] as const));
  const count = answer[0]?.total as number | null | undefined;
  if (count === null || count === undefined) return { rows, names, total: null };
  const capped = query.count !== "exact" && count > countCap;
  return { rows, names, total: { count: capped ? countCap : count, capped } };
}

/** Those of some records of a type that the subject may read. */
export async function readableAmong(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  resolved: RegisteredRecordType,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const filter = decide(compiledOf(resolved).policy, subject, "read");
  if (filter === false) return new Set();
  const recordType = resolved.storedKey as RecordTypeKey;
  const among: Condition = { field: "$id", op: "in", value: [...ids] };
  const where = { all: filter === true ? [among] : [among, filter] };
  const { text, values, columns } = compileAll(
    { recordType, of: "record", columns: [], where },
    await catalogFor(ctx.db, tx, recordType),
  );
  const { alias = "" } = columns.find(({ field }) => field === "$id") ?? {};
  return new Set((await sql<Record<string, string>>(tx, text, values)).map((row) => row[alias] as string));
}

/** A short list of records for choosing or showing below another. */
export interface ShortList {
  where?: Condition[];
  /** Those one may choose, official and not cancelled, instead of those one may read. */
  toChoose?: boolean;
  limit: number;
  offset?: number;
}

/** Visible records of a type with their titles, newest first. */
export async function shortList(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  resolved: RegisteredRecordType,
  { where = [], toChoose = false, limit, offset = 0 }: ShortList,
): Promise<Omit<PageOfRows, "names">> {
  const filter = toChoose ? choiceFilter(resolved, subject) : rowFilter(resolved, subject, "read");
  return runPage(ctx, readingIn(tx), resolved, {
    recordType: resolved.storedKey as RecordTypeKey,
    of: toChoose ? "inForce" : "record",
    columns: ["$id", "$title", "$status", "$unit", "$updatedAt"],
    where: { all: [...(filter === true ? [] : [filter]), ...where] },
    sort: [{ field: "$updatedAt", order: "desc" }, { field: "$id" }],
    limit,
    offset,
    count: "exact",
  });
}
