import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { factsOf } from "../models/record/facts.ts";
import { titleReference } from "../models/record/title.ts";
import { typeOfVersion } from "../models/record/type-of-version.ts";
import type { ProjectedTable } from "../query/catalog.ts";
import { quoted } from "../query/sql-type.ts";
import { catalogFor, projectedTable } from "./catalog.ts";
import { fieldsOf } from "./fields.ts";
import { rowFromFacts } from "./from-facts.ts";
import { insertRows } from "./row.ts";

/** Tables that hold records of a type: the one it is stored under and, for a form with fields of its own, that form's. */
export async function tablesOf(
  ctx: Pick<AppContext, "db">,
  tx: Tx,
  resolved: RegisteredRecordType,
): Promise<ProjectedTable[]> {
  const fields = fieldsOf(resolved);
  const stored = await projectedTable(ctx.db, tx, resolved.storedKey, resolved.base ? [] : fields);
  return resolved.base ? [stored, await projectedTable(ctx.db, tx, resolved.key, fields)] : [stored];
}

/** Names of the referenced record that is this record's title, where its title field is a reference. */
export async function titlesFor(
  ctx: Pick<AppContext, "db">,
  tx: Tx,
  resolved: RegisteredRecordType,
  data: Record<string, unknown>,
): Promise<Map<string, string>> {
  const reference = titleReference(resolved, data);
  const table = reference && (await catalogFor(ctx.db, tx, reference.recordType)).get(reference.recordType);
  if (!reference || !table) return new Map();
  const rows = await sql<{ title: string | null }>(
    tx,
    `select title from ${quoted(table.table)} where counted and record_id = $1`,
    [reference.id],
  );
  return new Map(rows[0]?.title ? [[reference.id, rows[0].title]] : []);
}

/** Writes the projection rows of one record anew, after its status or its revisions changed, in the same transaction. */
export async function refreshProjection(ctx: AppContext, tx: Tx, recordId: string): Promise<void> {
  const facts = await factsOf(tx, recordId);
  const [latest] = facts;
  if (!latest) return;
  const types: RegisteredRecordType[] = [];
  for (const one of facts) types.push(await typeOfVersion(ctx, one.definition_version_id, one.record_type));
  const titles = await titlesFor(ctx, tx, types[0] as RegisteredRecordType, latest.data);
  for (const table of await tablesOf(ctx, tx, types[0] as RegisteredRecordType)) {
    const rows = facts.map((one, at) => rowFromFacts(table, types[at] as RegisteredRecordType, one, titles));
    // By revision: the table's indexes on record_id are partial, so that by record it would be read whole.
    const revisions = "select id from record_revision where record_id = $1";
    await sql(tx, `delete from ${quoted(table.table)} where revision_id in (${revisions})`, [recordId]);
    await sql(tx, insertRows(table, "$1"), [JSON.stringify(rows)]);
  }
}
