import { type PackageFiles, readPackage } from "../../engine/definition/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { LiveDefinition } from "./registry.ts";

interface VersionRow {
  definition_id: number;
  version_id: number;
  number: number;
  key: string;
  title: string;
  origin: LiveDefinition["origin"];
  hash: string;
  files: PackageFiles;
  dependencies: Record<string, number>;
  owner_record_id: string | null;
}

const select = `
  select d.id as definition_id, v.id as version_id, v.number, d.key, d.title, d.origin, v.hash, v.files,
         v.dependencies, d.owner_record_id
    from definition_version v join definition d on d.id = v.definition_id`;

/** Rules across files were kept at publish; only the reading is done again. */
function parse(row: VersionRow): LiveDefinition {
  const loaded = readPackage(row.files);
  if (!loaded.ok) {
    const [first] = loaded.problems;
    throw new Error(`Stored version ${row.version_id} of ${row.key} no longer loads: ${first?.file} ${first?.message}`);
  }
  return {
    definitionId: row.definition_id,
    versionId: row.version_id,
    number: row.number,
    key: row.key,
    title: loaded.pkg.title,
    origin: row.origin,
    hash: row.hash,
    pkg: loaded.pkg,
    dependencies: row.dependencies,
    ownerRecordId: row.owner_record_id,
  };
}

/** Ids of the versions that are live now. */
export async function liveVersionIds(tx: Tx): Promise<number[]> {
  const rows = await sql<{ id: number }>(tx, "select id from definition_version where state = 'published'");
  return rows.map((row) => row.id);
}

/** Ids of the versions that were published under a key, newest first. */
export async function publishedVersionIds(tx: Tx, key: string): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    tx,
    `select v.id from definition_version v join definition d on d.id = v.definition_id
     where d.key = $1 and v.published_at is not null order by v.number desc`,
    [key],
  );
  return rows.map((row) => row.id);
}

/** The versions with these ids, parsed. */
export async function readVersions(tx: Tx, ids: readonly number[]): Promise<LiveDefinition[]> {
  if (ids.length === 0) return [];
  const rows = await sql<VersionRow>(tx, `${select} where v.id = any($1)`, [ids]);
  return rows.map(parse);
}
