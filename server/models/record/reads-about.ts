import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import { inTransaction, type Tx } from "../../database/transaction.ts";
import { AppError } from "../../http/problem.ts";
import type { Instance } from "../../process/instance.ts";
import { recordOfProcess, unknownProcess } from "../../process/instance-view.ts";
import { inScope } from "../../process/task.ts";
import { isInvited, readingAs } from "./invited.ts";
import { loadRecord } from "./loaded-record.ts";
import { readable } from "./read.ts";
import { may } from "./rights.ts";

type Place = Pick<Instance, "recordId" | "orgUnitId" | "divisionCode">;

/**
 * Whether the subject may read the record a process is about, in a transaction that sees all rows: by his rights where it
 * lies now, or because he was asked since it came there. What he did before it was handed on opens nothing.
 */
export async function readsAbout(ctx: AppContext, tx: Tx, subject: Subject, about: Place): Promise<boolean> {
  const { recordId, orgUnitId, divisionCode } = about;
  if (inScope(subject, { unitId: null, orgUnitId, divisionCode })) {
    if (may(await loadRecord(ctx, tx, recordId), subject, "read")) return true;
  }
  return isInvited(tx, subject, recordId);
}

/**
 * Looks at a record's process with the eyes of who may read the record; whoever watches over processes sees those of his
 * division. @throws AppError 404.
 */
export async function readingProcess<T>(
  ctx: AppContext,
  subject: Subject,
  id: string,
  look: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (subject.permissions.includes("process.monitor")) return inTransaction(ctx, subject, look);
  const recordId = await inTransaction(ctx, "system", (tx) => recordOfProcess(tx, id));
  const read = readingAs(ctx, subject, recordId, async (tx, invited) => {
    await readable(ctx, tx, subject, recordId, invited);
    return look(tx);
  });
  return read.catch((error: unknown) => {
    throw error instanceof AppError && error.code === "record-not-found" ? unknownProcess() : error;
  });
}
