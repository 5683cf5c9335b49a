import { sql, type Tx } from "../database/transaction.ts";
import type { Instance } from "./instance.ts";

/** What may be done about a task besides deciding it, with its Chinese name. */
export const operationTexts = {
  claimed: "签收",
  unclaimed: "取消签收",
  voted: "会签表态",
  answered: "答复委派",
  returned: "退回",
  withdrawn: "撤回",
  tookBack: "取回",
  transferred: "转办",
  delegated: "委派",
  participantsAdded: "加签",
  participantRemoved: "减签",
  copied: "抄送",
  urged: "催办",
  escalated: "超期升级",
  reminded: "超期提醒",
} as const;

/** One kind of operation. */
export type OperationKind = keyof typeof operationTexts;

/** One operation for the timeline. */
export interface Operation {
  kind: OperationKind;
  taskId: string | null;
  accountId: number | null;
  /** In whose place a substitute acted. */
  forId?: number | null;
  /** Names of the people concerned. */
  people?: readonly string[];
  opinion?: string | null;
  detail?: Record<string, unknown>;
  at: string;
}

/** Keeps an operation in the history of its instance. */
export async function recordOperation(
  tx: Tx,
  instance: Pick<Instance, "id" | "recordId" | "orgUnitId" | "divisionCode">,
  { kind, taskId, accountId, forId = null, people, opinion = null, detail, at }: Operation,
): Promise<void> {
  await sql(
    tx,
    `insert into task_operation (instance_id, task_id, record_id, at, kind, account_id, for_account_id, people, opinion,
       detail, org_unit_id, division_code) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[instance.id, taskId, instance.recordId, at, kind, accountId, forId, people ? JSON.stringify(people) : null],
      ...[opinion, detail ? JSON.stringify(detail) : null, instance.orgUnitId, instance.divisionCode],
    ],
  );
}
