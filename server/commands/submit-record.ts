import { computeFields } from "../../engine/form/index.ts";
import type { Variables } from "../../engine/process/index.ts";
import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { prepared } from "../database/prepared.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { parameterValues } from "../models/process-parameters.ts";
import { invalidData } from "../models/record/check-data.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { eventRow, insertEvents } from "../models/record/events.ts";
import type { RevisionFacts } from "../models/record/facts.ts";
import { type LoadedRecord, loadRecord } from "../models/record/loaded-record.ts";
import { changedMeanwhile, requireVersion, wrongStatus } from "../models/record/lock.ts";
import { requireRight } from "../models/record/rights.ts";
import { titleOf } from "../models/record/title.ts";
import { submitToProcess } from "../process/start-process.ts";
import { rowFromFacts } from "../projection/from-facts.ts";
import { tablesOf, titlesFor } from "../projection/refresh.ts";
import { updateRows } from "../projection/row.ts";
import { putInForce } from "./put-in-force.ts";
import type { Requester } from "./requester.ts";

type RoutedFacts = Pick<RevisionFacts, "org_unit_id" | "division_code" | "data">;

/** What the process routes by: the declared fields, and where the record comes from. */
export async function routing(
  ctx: AppContext,
  tx: Tx,
  { latest, live }: { latest: RoutedFacts; live: LoadedRecord["live"] },
  { subject }: Requester,
  processKey: string,
): Promise<Variables> {
  const own = latest.org_unit_id === subject.orgUnitId;
  const [unit] = own
    ? [{ level: subject.level, kind: subject.unitKind }]
    : await sql<{ level: number; kind: string }>(tx, "select level, kind from org_unit where id = $1", [
        latest.org_unit_id,
      ]);
  const declared = (live.recordType.routing ?? []).map((field) => [field, latest.data[field] ?? null]);
  const parameters = await parameterValues(ctx, tx, live.storedKey.split("/")[0] as string, processKey);
  return {
    ...Object.fromEntries(declared),
    ...(parameters && { parameters }),
    level: unit?.level,
    unitKind: unit?.kind,
    divisionCode: latest.division_code,
  } as Variables;
}

/** Marks the working revision submitted, with history, audit, obligation and projection, in one round trip. */
async function markSubmitted(
  ctx: AppContext,
  tx: Tx,
  { actor }: Requester,
  record: LoadedRecord,
  facts: RevisionFacts,
  titles: ReadonlyMap<string, string>,
): Promise<void> {
  const { record_id: recordId, revision_id: revisionId, lock_version, submitted_at: at } = facts;
  const event = eventRow(recordId, actor, { revisionId, kind: "submitted", at: at as string });
  const values: unknown[] = [recordId, lock_version, at, revisionId, JSON.stringify([event])];
  const add = (value: unknown) => `$${values.push(value)}`;
  const projections = (await tablesOf(ctx, tx, record.resolved)).map((table, n) => {
    const row = rowFromFacts(table, record.resolved, facts, titles);
    return `p${n} as (${updateRows(table, add(JSON.stringify([row])))})`;
  });
  const rows = await prepared(
    tx,
    `with rec as (update record set updated_at = $3::timestamptz, lock_version = lock_version + 1 where id = $1::uuid and lock_version = $2 returning id),
     rev as (update record_revision set submitted_at = $3::timestamptz, returned_at = null where id = $4::uuid),
     evt as (${insertEvents("$5")}),
     duty as (update obligation set submitted_at = coalesce(submitted_at, $3::timestamptz) where record_id = $1::uuid and completed_at is null),
     ${projections.join(",\n")}
     select id from rec`,
    values,
  );
  if (rows.length === 0) throw changedMeanwhile();
}

/** What may be said of a submission besides the record. */
export interface Submitting {
  /** The record as the requester saw it. */
  lockVersion?: number | undefined;
  /** The event by which its process begins. */
  nodeId?: string;
}

/** Submits the record within a transaction that is already open; see submitRecord. */
export async function submitInTransaction(
  ctx: AppContext,
  tx: Tx,
  requester: Requester,
  id: string,
  { lockVersion, nodeId }: Submitting = {},
): Promise<void> {
  const record = await loadRecord(ctx, tx, id);
  requireRight(record, requester.subject, "submit");
  requireVersion(record, lockVersion);
  if (record.status !== "draft" && record.status !== "returned") throw wrongStatus(record, "上报");
  const { latest, resolved, live } = record;
  const errors = compiledOf(resolved).form.validate(computeFields(resolved.schema, latest.data), { mode: "submit" });
  if (errors.length > 0) throw invalidData(errors);
  const at = ctx.now().toISOString();
  const titles = await titlesFor(ctx, tx, resolved, latest.data);
  const facts = { ...latest, submitted_at: at, returned_at: null, updated_at: at };
  await markSubmitted(ctx, tx, requester, record, facts, titles);
  await audit(tx, requester.actor, { action: "record.submit", target: id });
  if (!live.process) {
    await putInForce(ctx, tx, requester.actor, { recordId: id, revisionId: latest.revision_id, at });
    return;
  }
  await submitToProcess(ctx, tx, requester.actor, {
    recordId: id,
    revisionId: latest.revision_id,
    recordType: resolved.storedKey,
    versionId: latest.definition_version_id,
    processKey: live.process.key,
    orgUnitId: latest.org_unit_id,
    divisionCode: latest.division_code,
    title: titleOf(resolved, latest.data, titles) ?? resolved.title,
    variables: await routing(ctx, tx, record, requester, live.process.key),
    ...(nodeId !== undefined && { nodeId }),
  });
}

/**
 * Submits the working revision: into its process, or in force at once where the record type has none.
 * @throws AppError 403, 404, 409 (already submitted, or changed since) or 422 with every wrong field.
 */
export async function submitRecord(
  ctx: AppContext,
  requester: Requester,
  id: string,
  lockVersion?: number,
): Promise<void> {
  await inTransaction(ctx, requester.subject, (tx) => submitInTransaction(ctx, tx, requester, id, { lockVersion }));
}
