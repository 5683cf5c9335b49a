import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { type PrefillFacts, prefill, prefillContext } from "../dispatch/prefill.ts";
import { AppError } from "../http/problem.ts";
import { holdObligation } from "../models/record/obligation.ts";
import type { Requester } from "./requester.ts";

/** What the screen opens: a record that was begun, or a new form with its first values. */
export interface OpenedObligation {
  recordType: string;
  definitionKey: string;
  recordId?: string;
  prefill?: Record<string, unknown>;
}

interface Row extends PrefillFacts {
  recordType: string;
  recordId: string | null;
  definitionKey: string;
  sourceType: string;
}

const READ = `
  select o.record_type as "recordType", o.record_id as "recordId", d.key as "definitionKey",
    c.source_record_id as "sourceRecordId", o.subject_record_id as "subjectRecordId", o.period_key as "periodKey",
    o.org_unit_id as "unitId", r.record_type as "sourceType"
  from obligation o join campaign c on c.id = o.campaign_id join definition d on d.id = c.form_definition_id
  join record r on r.id = c.source_record_id where o.id = $1`;

/** Refuses what is not the subject's to fill; an obligation that has its record already is no refusal here. */
async function check(tx: Tx, requester: Requester, id: string): Promise<void> {
  await holdObligation(tx, requester.subject, id).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "obligation-filled") throw error;
  });
}

/**
 * Opens an obligation of the own unit. The first values are read with the system's eyes: what a dispatched record hands
 * to the units is declared by its manifest, not by what each of them may look up.
 */
export function openObligation(ctx: AppContext, requester: Requester, id: string): Promise<OpenedObligation> {
  return inTransaction(ctx, "system", async (tx) => {
    await check(tx, requester, id);
    const [row] = await sql<Row>(tx, READ, [id]);
    if (!row) throw new AppError(404, "obligation-not-found", "没有找到这项填报任务。");
    const { recordType, definitionKey, recordId } = row;
    if (recordId !== null) return { recordType, definitionKey, recordId };
    const settings = ctx.definitions.recordType(row.sourceType).recordType.dispatch;
    if (!settings) return { recordType, definitionKey, prefill: {} };
    const { data, failed } = prefill(settings, await prefillContext(ctx, tx, row), ctx.now().toISOString());
    if (failed.length > 0) ctx.log.warn({ obligation: id, failed }, "prefill expressions failed");
    return { recordType, definitionKey, prefill: data };
  });
}
