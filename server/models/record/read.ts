import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import type { Tx } from "../../database/transaction.ts";
import { atLevel } from "../../definitions/variant.ts";
import { AppError } from "../../http/problem.ts";
import { liveDerived } from "./derived.ts";
import { revisionData } from "./history.ts";
import { type LoadedRecord, loadRecord } from "./loaded-record.ts";
import { requireRight } from "./rights.ts";
import { typeOfVersion } from "./type-of-version.ts";

/** A record one may read, or was asked to read. @throws AppError 404. */
export async function readable(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  id: string,
  invited = false,
): Promise<LoadedRecord> {
  const record = await loadRecord(ctx, tx, id);
  if (!invited) requireRight(record, subject, "read");
  return record;
}

function noRevision(revision: string): AppError {
  return new AppError(404, "revision-not-found", `这条记录没有“${revision}”这个版本，请从版本列表中选择。`);
}

/**
 * A record one may read at one of its revisions: latest (the default), inForce, or a number. An older revision is shown
 * with the form it was filled with.
 * @throws AppError 404.
 */
export async function readRecord(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  id: string,
  revision = "latest",
  invited = false,
): Promise<LoadedRecord> {
  const record = await readable(ctx, tx, subject, id, invited);
  if (revision === "latest") return liveDerived(tx, record);
  if (revision === "inForce") {
    if (!record.inForce) throw noRevision("已生效");
    return at(ctx, record, record.inForce);
  }
  const found = /^\d{1,9}$/.test(revision) ? await revisionData(tx, id, Number(revision)) : undefined;
  if (!found) throw noRevision(revision);
  const { id: revision_id, number, data, versionId } = found;
  return at(ctx, record, { ...record.latest, revision_id, number, data, definition_version_id: versionId });
}

async function at(ctx: AppContext, record: LoadedRecord, latest: LoadedRecord["latest"]): Promise<LoadedRecord> {
  const type = await typeOfVersion(ctx, latest.definition_version_id, latest.record_type);
  return { ...record, latest, resolved: atLevel(type, latest.unit_level) };
}
