import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import type { LoadedRecord } from "../models/record/loaded-record.ts";
import { titleOf } from "../models/record/title.ts";
import { type Refused, withUniqueness } from "../models/record/unique.ts";
import type { EventStart, ThrownEvent } from "../process/event-starts.ts";
import { takeKey } from "../process/message-key.ts";
import { beginsWithFiller, startDraft } from "../process/start-process.ts";
import { titlesFor } from "../projection/refresh.ts";
import { createInTransaction } from "./create-record.ts";
import type { Requester } from "./requester.ts";
import { routing, submitInTransaction } from "./submit-record.ts";

const words = { message: "消息", signal: "信号" } as const;

/** What is to be started, by what; the id is the same however often the event is delivered. */
export interface RecordStart extends EventStart {
  recordId: string;
  event: ThrownEvent;
}

/** The filler finds the draft on the desk; without a task of the filler's the record is submitted as it is. */
async function begin(ctx: AppContext, tx: Tx, requester: Requester, record: LoadedRecord, nodeId: string) {
  const { latest, resolved, live } = record;
  const processKey = live.process?.key as string;
  const { record_id: recordId, revision_id: revisionId, definition_version_id: versionId } = latest;
  const variables = await routing(ctx, tx, record, requester, processKey);
  const titles = await titlesFor(ctx, tx, resolved, latest.data);
  const submission = {
    ...{ recordId, revisionId, versionId, recordType: resolved.storedKey, processKey, variables, nodeId },
    ...{ orgUnitId: latest.org_unit_id, divisionCode: latest.division_code },
    title: titleOf(resolved, latest.data, titles) ?? resolved.title,
  };
  if (await beginsWithFiller(ctx, submission)) return startDraft(ctx, tx, requester.actor, submission);
  return submitInTransaction(ctx, tx, requester, recordId, { nodeId });
}

/**
 * Files a record in somebody's name and begins its process at an event that has come, as far as he may file such a record.
 * @returns false when that was done before.
 * @throws AppError 403, 409 (duplicate, or begun by the same key) or 422 where it cannot begin.
 */
export function startRecord(ctx: AppContext, requester: Requester, start: RecordStart): Promise<boolean> {
  const { subject, actor } = requester;
  const { recordType, recordId, nodeId, title, event } = start;
  const { name: message, correlationKey } = event;
  let refused: (Refused & { resolved: RegisteredRecordType }) | undefined;
  const work = () =>
    inTransaction(ctx, subject, async (tx) => {
      if ((await sql(tx, "select from record where id = $1", [recordId])).length > 0) return false;
      if (correlationKey) await takeKey(tx, subject, { recordType, title, message, correlationKey, recordId });
      const note = `由${words[event.kind]}“${event.name}”自动发起`;
      const filing = { input: { recordType, data: {} }, id: recordId, note, detail: { ...event } };
      const record = await createInTransaction(ctx, tx, requester, filing, (row) => {
        refused = row;
      });
      await begin(ctx, tx, requester, record, nodeId);
      await audit(tx, actor, { action: "process.startedByEvent", target: recordId, detail: { recordType, ...event } });
      return true;
    });
  return withUniqueness(ctx, subject, () => refused, work);
}
