import type { Requester } from "../commands/requester.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { type Instance, lockInstance } from "./instance.ts";
import { INSERT_EVENTS } from "./step-statements.ts";
import { tellAccounts } from "./tell.ts";

/** What administrators do to an instance, as its history names it. */
export type Intervention = "suspend" | "resume" | "terminate" | "repair" | "retry" | "migrate";

/** Reads and locks an instance for an administrator. @throws AppError 404 out of scope, 409 when it has ended. */
export async function lockForAdministrator(tx: Tx, id: string): Promise<Instance> {
  const instance = await lockInstance(tx, id);
  if (!instance) throw new AppError(404, "unknown-process", "没有找到这个流程，或它不在您的管辖范围内。");
  if (instance.status !== "completed" && instance.status !== "terminated") return instance;
  throw new AppError(409, "instance-ended", "这个流程已经结束，不能再作调整。如需更改内容，请在记录中发起变更。");
}

/** Writes what an administrator did into the history of the instance. */
export async function tellHistory(
  tx: Tx,
  { actor }: { actor: { accountId: number | null } },
  instanceId: string,
  line: { kind: Intervention; at: string; reason?: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  const { kind, at, reason, detail } = line;
  const row = { instance: instanceId, at, kind, by: actor.accountId, detail: { ...detail, reason: reason ?? null } };
  await sql(tx, INSERT_EVENTS.replaceAll("$$", "$1"), [JSON.stringify([row])]);
}

/** Tells whoever started the instance what an administrator did to it. */
export async function tellStarter(
  tx: Tx,
  { actor }: Requester,
  instance: Instance,
  { what, reason, at }: { what: string; reason: string; at: string },
): Promise<void> {
  if (instance.startedBy === null || instance.startedBy === actor.accountId) return;
  await tellAccounts(tx, [instance.startedBy], {
    ...{ kind: "process", title: `“${instance.title}”的流程${what}`, body: `原因：${reason}` },
    ...{ link: `/records/${instance.recordId}`, sender: actor.accountId, at },
  });
}
