import { start } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { requireRight } from "../models/record/rights.ts";
import type { Instance } from "../process/instance.ts";
import { modelToStart, processVersion } from "../process/models.ts";
import { pathFrom } from "../process/path.ts";
import type { PathStep } from "../process/path-words.ts";
import { refused, type Step } from "../process/step.ts";
import type { Requester } from "./requester.ts";
import { routing } from "./submit-record.ts";

/** What would be submitted: a record there is, with what was typed since, or one that is not saved yet. */
export interface Preview {
  recordId?: string;
  recordType?: string;
  definitionKey?: string;
  data: Record<string, unknown>;
}

interface Subject {
  resolved: RegisteredRecordType;
  live: RegisteredRecordType;
  orgUnitId: number;
  divisionCode: string;
  recordId: string;
}

/** An id that no row has. */
const NONE = "00000000-0000-0000-0000-000000000000";

async function about(ctx: AppContext, tx: Tx, { subject }: Requester, given: Preview): Promise<Subject> {
  if (given.recordId) {
    const record = await loadRecord(ctx, tx, given.recordId);
    requireRight(record, subject, "read");
    const { resolved, live, latest } = record;
    const { org_unit_id: orgUnitId, division_code: divisionCode, record_id: recordId } = latest;
    return { resolved, live, orgUnitId, divisionCode, recordId };
  }
  const type = given.recordType;
  if (!type) throw new AppError(400, "bad-request", "请指明要预览的记录 recordId 或记录类型 recordType。");
  const shortKey = type.slice(type.indexOf("/") + 1);
  const name = given.definitionKey ? { definitionKey: given.definitionKey, type: shortKey } : type;
  const live = ctx.definitions.recordType(name);
  const { orgUnitId, divisionCode } = subject;
  return { resolved: live, live, orgUnitId, divisionCode, recordId: NONE };
}

function firstStep(model: Step["model"], variables: Step["state"]["variables"], at: string): Step {
  try {
    return { model, before: null, at, ...start(model, variables, at) };
  } catch (error) {
    throw refused(error);
  }
}

/** The path a submission would take now and who would be asked, if everybody agrees; nothing is written. */
export function previewPath(ctx: AppContext, requester: Requester, given: Preview): Promise<PathStep[]> {
  return inTransaction(ctx, requester.subject, async (tx) => {
    const { resolved, live, orgUnitId, divisionCode, recordId } = await about(ctx, tx, requester, given);
    if (!live.process) {
      return [{ nodeId: null, name: "结束", kind: "end", people: [], text: "提交后立即生效，无需审核。" }];
    }
    const { key } = live.process;
    const versionId = await processVersion(ctx, resolved.versionId, resolved.storedKey, key);
    const latest = { org_unit_id: orgUnitId, division_code: divisionCode, data: given.data };
    const variables = await routing(ctx, tx, { latest, live }, requester, key);
    const step = firstStep(await modelToStart(ctx, versionId, key), variables, ctx.now().toISOString());
    const { accountId } = requester.subject;
    const instance: Instance = {
      ...{ id: NONE, versionId, processKey: key, recordId, revisionId: NONE, recordType: resolved.storedKey },
      ...{ orgUnitId, divisionCode, purpose: "fill", status: "active", title: "", startedBy: accountId },
      ...{ incident: null, state: step.state },
    };
    return pathFrom({ ctx, tx, instance, step, accountId, opening: undefined, data: given.data });
  });
}
