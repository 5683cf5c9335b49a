import { computeFields, hasDerived } from "../../../engine/form/index.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import { withDerived } from "./derived.ts";
import { typeOfVersion } from "./type-of-version.ts";

interface Row {
  record_type: string;
  definition_version_id: number;
  data: Record<string, unknown>;
}

/** Fixes in a revision that is about to become official what its sources say at that moment; nothing is to be told of it any more. */
export async function snapshotDerived(ctx: AppContext, tx: Tx, recordId: string, revisionId: string): Promise<void> {
  if (!ctx.definitions.recordTypes().some(({ schema }) => hasDerived(schema))) return;
  const [row] = await sql<Row>(
    tx,
    "select r.record_type, v.definition_version_id, v.data from record_revision v join record r on r.id = v.record_id where v.id = $1",
    [revisionId],
  );
  if (!row) return;
  const type = await typeOfVersion(ctx, row.definition_version_id, row.record_type);
  if (!hasDerived(type.schema)) return;
  const derived = await withDerived(tx, type, row.data);
  if (derived !== row.data) {
    const data = JSON.stringify(computeFields(type.schema, derived));
    await sql(tx, "update record_revision set data = $2 where id = $1", [revisionId, data]);
  }
  await sql(tx, "delete from source_change where record_id = $1", [recordId]);
}
