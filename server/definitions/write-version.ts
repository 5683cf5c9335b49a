import type { DefinitionPackage } from "../../engine/definition/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { pinnedDependencies } from "./dependencies.ts";
import type { LiveDefinition } from "./registry.ts";

/** A checked package on its way to becoming a version. */
export interface NewVersion {
  pkg: DefinitionPackage;
  hash: string;
  origin: LiveDefinition["origin"];
  ownerRecordId: string | null;
  note: string | undefined;
  accountId: number | null;
}

/** Finds or makes the definition; its origin and owner stay what they were at first. */
async function ensureDefinition(tx: Tx, { pkg, origin, ownerRecordId, accountId }: NewVersion): Promise<number> {
  const extendsKey = pkg.manifest.extends ? `${pkg.manifest.extends.package}/${pkg.manifest.extends.recordType}` : null;
  const [row] = await sql<{ id: number }>(
    tx,
    `insert into definition (key, title, origin, extends_key, owner_record_id, created_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (key) do update set title = excluded.title, extends_key = excluded.extends_key
     returning id`,
    [pkg.key, pkg.title, origin, extendsKey, ownerRecordId, accountId],
  );
  return (row as { id: number }).id;
}

/** Retires the live version and writes the next one, pinned to what is live beside it. */
export async function insertVersion(
  tx: Tx,
  version: NewVersion,
  live: ReadonlyMap<string, LiveDefinition>,
): Promise<LiveDefinition> {
  const { pkg, hash, origin, ownerRecordId } = version;
  const definitionId = await ensureDefinition(tx, version);
  const dependencies = pinnedDependencies(pkg, live);
  const retire = "update definition_version set state = 'retired' where definition_id = $1 and state = 'published'";
  await sql(tx, retire, [definitionId]);
  const [row] = await sql<{ id: number; number: number }>(
    tx,
    `insert into definition_version
       (definition_id, number, state, hash, files, dependencies, note, created_by, published_at)
     select $1, coalesce(max(number), 0) + 1, 'published', $2, $3, $4, $5, $6, now()
       from definition_version where definition_id = $1
     returning id, number`,
    [
      definitionId,
      hash,
      JSON.stringify(pkg.files),
      JSON.stringify(dependencies),
      version.note ?? null,
      version.accountId,
    ],
  );
  const { id: versionId, number } = row as { id: number; number: number };
  const { key, title } = pkg;
  return { definitionId, versionId, number, key, title, origin, hash, pkg, dependencies, ownerRecordId };
}

/** Hashes of every version ever published under a key. */
export async function publishedHashes(tx: Tx, key: string): Promise<Set<string>> {
  const rows = await sql<{ hash: string }>(
    tx,
    "select v.hash from definition_version v join definition d on d.id = v.definition_id where d.key = $1",
    [key],
  );
  return new Set(rows.map((row) => row.hash));
}
