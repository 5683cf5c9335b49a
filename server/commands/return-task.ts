import { audit } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { AppError } from "../http/problem.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { finishStep } from "../process/after-step.ts";
import { recordOperation } from "../process/operation.ts";
import { type ReturnTarget, returnStep, returnTargets } from "../process/return-targets.ts";
import { discussAttachments } from "./discuss-attachments.ts";
import { type Operating, operate } from "./operate-task.ts";
import type { Requester } from "./requester.ts";

/** Where a task is returned to, and what for. */
export interface Return {
  /** A node, or `starter` for the filler. */
  to: string;
  /** again: the steps in between run once more; direct: straight back to whoever returned it. */
  way?: "again" | "direct";
  /** The only fields that may be changed there. */
  fields?: string[];
  opinion: string;
  attachments?: string[];
  lockVersion?: number;
}

function wrong(pointer: string, code: string, message: string): AppError {
  return new AppError(422, code, message, { errors: [{ pointer, message }] });
}

function chosenTarget(targets: readonly ReturnTarget[], { to, way }: Return): ReturnTarget {
  const target = targets.find(({ nodeId, starter }) => nodeId === to || (starter && to === "starter"));
  const names = targets.map(({ name }) => `“${name}”`).join("、");
  if (!target) {
    const rest = names ? `可退回到${names}。` : "这个环节之前没有可退回的环节。";
    throw wrong("/to", "return-target", `不能退回到所选环节，${rest}`);
  }
  if (way === "direct" && !target.canComeStraightBack) {
    const message = `退回到“${target.name}”会撤销并行的其他环节，改好后须依次重新审核，请选择“重新审核”。`;
    throw wrong("/way", "no-straight-way-back", message);
  }
  return target;
}

async function checkFields(ctx: AppContext, { tx, instance }: Operating, fields: readonly string[]): Promise<void> {
  const { resolved } = await loadRecord(ctx, tx, instance.recordId);
  const known = resolved.schema.properties ?? {};
  const unknown = fields.find((field) => !Object.hasOwn(known, field) || known[field]?.["x-computed"]);
  if (unknown === undefined) return;
  throw wrong("/fields", "unknown-field", `“${known[unknown]?.title ?? unknown}”不是可填写的项，请重新选择。`);
}

function refuseKept({ task, standing }: Operating): void {
  if (!standing.seat || task.quorum?.siblings !== "keep") return;
  const labels = task.outcomes.map(({ label }) => `“${label}”`).join("、");
  const message = `“${task.name}”由会签结果决定去向，一人不能单独退回，请选择${labels}表态。`;
  throw new AppError(409, "return-needs-quorum", message);
}

async function returned(ctx: AppContext, requester: Requester, request: Return, operating: Operating): Promise<void> {
  const { tx, task, instance, standing, step, at } = operating;
  const { subject, actor } = requester;
  const opinion = request.opinion.trim();
  if (!opinion) throw wrong("/opinion", "opinion-required", "请填写退回意见，说明需要修改什么。");
  refuseKept(operating);
  const target = chosenTarget(await returnTargets(tx, step, instance, task), request);
  const fields = request.fields?.length ? request.fields : undefined;
  if (fields) await checkFields(ctx, operating, fields);
  const { accountId, orgUnitId } = subject;
  const files = await discussAttachments(tx, request.attachments ?? [], instance.recordId, accountId);
  const comeBack =
    request.way === "direct" ? { nodeId: task.nodeId, name: task.name, accountId: standing.as.accountId } : null;
  const detail = {
    ...{ task: task.name, to: target.nodeId, name: target.name, direct: comeBack !== null },
    ...(fields && { fields }),
    ...(files.length > 0 && { attachments: files }),
  };
  const hand = { accountId, orgUnitId, opinion, taskId: task.id, forId: standing.forId };
  const next = returnStep(step, task, target.nodeId);
  const event = { kind: "sentBack" as const, taskId: task.id, opinion, detail, unlessReopened: true };
  const assigneeId = target.starter ? null : (target.account?.id ?? null);
  const opening = { nodeId: target.nodeId, comeBack, fields, assigneeId };
  await finishStep(ctx, tx, instance, next, hand, { event, opening });
  const who = { accountId, forId: standing.forId };
  await recordOperation(tx, instance, { ...who, kind: "returned", taskId: task.id, opinion, detail, at });
  await audit(tx, actor, { action: "task.returned", target: `task/${task.id}`, detail: { to: target.nodeId, fields } });
}

/**
 * Returns a task to an earlier one or to the filler, as a whole or chosen fields only.
 * @throws AppError 403, 404, 409 or 422, each saying where it could be returned to.
 */
export function returnTask(ctx: AppContext, requester: Requester, id: string, request: Return): Promise<void> {
  return operate(ctx, requester, id, request.lockVersion, (operating) => returned(ctx, requester, request, operating));
}

/** Where the account may return the task to. @throws AppError 403, 404 or 409. */
export function returnChoices(ctx: AppContext, requester: Requester, id: string): Promise<ReturnTarget[]> {
  return operate(ctx, requester, id, undefined, ({ tx, step, instance, task }) => {
    return returnTargets(tx, step, instance, task);
  });
}
