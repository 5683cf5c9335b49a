import type { AppContext } from "../context.ts";
import { prepared } from "../database/prepared.ts";
import type { Tx } from "../database/transaction.ts";
import { catalogFor } from "../projection/catalog.ts";
import { quoted, type SqlField } from "./sql-type.ts";

/** Values that people read by another name. */
export interface LabelTargets {
  divisions: Set<string>;
  units: Set<string>;
  accounts: Set<string>;
  /** Record ids by record type key. */
  records: Map<string, Set<string>>;
}

/** Names by value; a value that is out of the reader's scope or does not exist is absent. */
export interface ResolvedLabels {
  divisions: Map<string, string>;
  units: Map<string, string>;
  accounts: Map<string, string>;
  records: Map<string, string>;
}

/** Kinds of values whose names everybody may read, so that a query can bring them along. */
export type Named = "division" | "orgUnit" | "account";

const nameTables: Readonly<Record<Named, { table: string; key: string; types: readonly SqlField["type"][] }>> = {
  division: { table: "division", key: "code", types: ["text"] },
  orgUnit: { table: "org_unit", key: "id", types: ["bigint", "integer"] },
  account: { table: "account", key: "id", types: ["bigint", "integer"] },
};

/** The name of one value as an SQL expression; undefined where the column holds several, or another type of value. */
export function nameBeside(kind: Named, { sql, type }: SqlField): string | undefined {
  const { table, key, types } = nameTables[kind];
  return types.includes(type) ? `(select named.name from ${table} named where named.${key} = ${sql})` : undefined;
}

/** An empty set of targets to be filled. */
export function noTargets(): LabelTargets {
  return { divisions: new Set(), units: new Set(), accounts: new Set(), records: new Map() };
}

/** Adds a record of a type. */
export function addRecord(targets: LabelTargets, recordType: string, id: string): void {
  const ids = targets.records.get(recordType) ?? new Set();
  targets.records.set(recordType, ids.add(id));
}

const digits = /^\d{1,18}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Looks all names up in one round trip, whatever the number of rows and fields they stand in. A record is called by its
 * official name, its latest only while none is official.
 */
export async function resolveLabels(
  ctx: Pick<AppContext, "db">,
  tx: Tx,
  targets: LabelTargets,
): Promise<ResolvedLabels> {
  const found: ResolvedLabels = { divisions: new Map(), units: new Map(), accounts: new Map(), records: new Map() };
  const values: unknown[] = [];
  const parts: string[] = [];
  const ask = (kind: keyof ResolvedLabels, ids: string[], from: (parameter: string) => string) => {
    if (ids.length > 0) parts.push(`select '${kind}' as kind, ${from(`$${values.push(ids)}`)}`);
  };
  const numbers = (ids: Set<string>) => [...ids].filter((id) => digits.test(id));
  ask("divisions", [...targets.divisions], (p) => `code as id, name from division where code = any(${p}::text[])`);
  ask("units", numbers(targets.units), (p) => `id::text as id, name from org_unit where id = any(${p}::bigint[])`);
  ask("accounts", numbers(targets.accounts), (p) => `id::text as id, name from account where id = any(${p}::bigint[])`);
  for (const [recordType, ids] of targets.records) {
    const table = (await catalogFor(ctx.db, tx, recordType)).get(recordType)?.table;
    const known = [...ids].filter((id) => uuid.test(id));
    if (table)
      ask(
        "records",
        known,
        (p) =>
          `record_id::text as id, title as name from ${quoted(table)} where counted and record_id = any(${p}::uuid[])`,
      );
  }
  if (parts.length === 0) return found;
  const rows = await prepared<{ kind: keyof ResolvedLabels; id: string; name: string | null }>(
    tx,
    parts.join(" union all "),
    values,
  );
  for (const { kind, id, name } of rows) if (name !== null) found[kind].set(id, name);
  return found;
}
