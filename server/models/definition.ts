import type { PackageFiles } from "../../engine/definition/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

/** A definition in the list of all. */
export interface DefinitionView {
  key: string;
  title: string;
  origin: string;
  extendsKey: string | null;
  ownerRecordId: string | null;
  number: number;
  versionId: number;
  publishedAt: string;
}

/** One version without its content. */
export interface VersionView {
  number: number;
  versionId: number;
  state: "published" | "retired";
  hash: string;
  note: string | null;
  createdBy: { id: number; name: string } | null;
  publishedAt: string;
}

/** The definitions with their live versions; forms that belong to single records only where asked for. */
export function listDefinitions(tx: Tx, withForms: boolean): Promise<DefinitionView[]> {
  return sql<DefinitionView>(
    tx,
    `select d.key, d.title, d.origin, d.extends_key as "extendsKey", d.owner_record_id as "ownerRecordId",
            v.number, v.id as "versionId", v.published_at as "publishedAt"
       from definition d join definition_version v on v.definition_id = d.id and v.state = 'published'
      where $1 or d.owner_record_id is null order by d.key limit 2000`,
    [withForms],
  );
}

/** All versions of a definition, newest first. @throws AppError 404 for an unknown key. */
export async function listVersions(tx: Tx, key: string): Promise<VersionView[]> {
  const rows = await sql<VersionView>(
    tx,
    `select v.number, v.id as "versionId", v.state, v.hash, v.note, v.published_at as "publishedAt",
            case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as "createdBy"
       from definition_version v join definition d on d.id = v.definition_id left join account a on a.id = v.created_by
      where d.key = $1 order by v.number desc`,
    [key],
  );
  if (rows.length === 0) throw new AppError(404, "unknown-definition", `没有名为“${key}”的定义。`);
  return rows;
}

/** The version with a number, content included. @throws AppError 404. */
export async function readVersion(tx: Tx, key: string, number: number): Promise<VersionView & { files: PackageFiles }> {
  const version = (await listVersions(tx, key)).find((each) => each.number === number);
  if (!version) throw new AppError(404, "unknown-version", `“${key}”没有第 ${number} 版。`);
  const [row] = await sql<{ files: PackageFiles }>(tx, "select files from definition_version where id = $1", [
    version.versionId,
  ]);
  return { ...version, files: row?.files ?? {} };
}
