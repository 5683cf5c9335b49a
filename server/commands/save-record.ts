import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { refuseWhileCancelling } from "../models/record/cancelling.ts";
import { checkedData, type Data } from "../models/record/check-data.ts";
import { savesInForce } from "../models/record/compiled.ts";
import { withDerived } from "../models/record/derived.ts";
import { type LoadedRecord, loadRecord } from "../models/record/loaded-record.ts";
import { wrongStatus } from "../models/record/lock.ts";
import { beginRevision } from "../models/record/new-revision.ts";
import { fieldRightsOf, requireRight } from "../models/record/rights.ts";
import { staleRecord } from "../models/record/stale.ts";
import { withUniqueness } from "../models/record/unique.ts";
import { writeRevision } from "../models/record/write-revision.ts";
import type { Requester } from "./requester.ts";
import { submitInTransaction } from "./submit-record.ts";

/** What a save sends: the whole content, and the version it grew from. */
export interface SaveInput {
  data: Data;
  lockVersion: number;
  submit?: boolean;
}

/** Columns that the scope fields of a unique constraint name. */
export function scopeOf({ latest }: LoadedRecord): Record<string, unknown> {
  const { org_unit_id, division_code, period_key, subject_record_id } = latest;
  return { org_unit_id, division_code, period_key, subject_record_id };
}

async function save(
  ctx: AppContext,
  tx: Tx,
  { subject, actor }: Requester,
  record: LoadedRecord,
  input: SaveInput,
): Promise<void> {
  if (record.status === "inReview" || record.status === "cancelled") throw wrongStatus(record, "修改");
  const rights = fieldRightsOf(record, subject);
  const { latest } = record;
  if (input.lockVersion !== latest.lock_version)
    throw await staleRecord(tx, record, input.data, input.lockVersion, rights.hidden);
  const mode = input.submit ? "submit" : "draft";
  const given = await withDerived(tx, record.resolved, input.data);
  const data = checkedData(record.resolved, rights, given, { before: latest.data, mode, lists: ctx.definitions });
  const isNew = record.status === "inForce";
  if (isNew) await refuseWhileCancelling(tx, latest.record_id);
  const working = isNew ? await beginRevision(ctx, tx, actor, record) : record;
  await writeRevision(ctx, tx, working, {
    actor: { ...actor, accountId: subject.accountId },
    data,
    kind: isNew ? "revised" : "saved",
  });
}

/**
 * Saves the working revision; of an official record a new working revision begins, while the official one stays.
 * @throws AppError 403 for a field one may not edit, 404 out of scope, 409 for a stale save (with both sides) or a
 * duplicate, 422 with every wrong field.
 */
export async function saveRecord(ctx: AppContext, requester: Requester, id: string, input: SaveInput): Promise<void> {
  const { subject } = requester;
  let record: LoadedRecord | undefined;
  const refused = () => record && { resolved: record.resolved, data: input.data, scope: scopeOf(record) };
  await withUniqueness(ctx, subject, refused, () =>
    inTransaction(ctx, subject, async (tx) => {
      record = await loadRecord(ctx, tx, id);
      requireRight(record, subject, "edit");
      const asked = { ...input, submit: input.submit || savesInForce(record.live) };
      await save(ctx, tx, requester, record, asked);
      if (asked.submit) await submitInTransaction(ctx, tx, requester, id);
    }),
  );
}
