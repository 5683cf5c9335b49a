import { type CodeItem, type CodeList, type MaintainedItem, nextCode } from "../../engine/definition/index.ts";
import { audit } from "../audit/audit.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { writeMaintainedItem } from "../definitions/maintained-items.ts";
import { advanceRevision, lockRevision } from "../definitions/revision.ts";
import { AppError } from "../http/problem.ts";
import type { Requester } from "./requester.ts";

/** What is said of a value; what is left out stays. */
export interface ItemChange {
  title?: string;
  parent?: string;
  retired?: boolean;
}

/** Whether the subject maintains the list. */
export function maintains({ roles }: Subject, { maintainedBy }: CodeList): boolean {
  return maintainedBy?.some((role) => roles.includes(role)) ?? false;
}

function refuse(pointer: string, message: string): AppError {
  return new AppError(422, "invalid-code", `${message}。`, { errors: [{ pointer, message }] });
}

function checkParent(ctx: AppContext, { parentList }: CodeList, parent: string | null): void {
  if (!parentList) {
    if (parent !== null) throw refuse("/parent", "这个代码表没有上级，请去掉上级");
    return;
  }
  const { title, items } = ctx.definitions.codeList(parentList);
  if (parent === null) throw refuse("/parent", `请选择所属的${title}`);
  const found = items.find(({ code }) => code === parent);
  if (!found || found.retired) throw refuse("/parent", `所选的${title}不存在或已停用，请另选一个`);
}

function checkUnique({ items }: CodeList, { code, title, parent }: MaintainedItem): void {
  const same = items.find(
    (item) => !item.retired && item.code !== code && item.title === title && (item.parent ?? null) === parent,
  );
  if (same) throw new AppError(409, "duplicate-code", `已有同名的值“${title}”，不用重复添加。`, { code: same.code });
}

const asItem = ({ code, title, parent, retired }: CodeItem): MaintainedItem => ({
  ...{ code, title },
  ...{ parent: parent ?? null, retired: retired === true },
});

/** What has to be written so that the value is as asked: a new name is a new value, as records keep what they say. */
function written(list: CodeList, item: MaintainedItem, { title, parent, retired }: ItemChange): MaintainedItem[] {
  const next = { ...item, parent: parent ?? item.parent, retired: retired ?? item.retired };
  if (title === undefined || title === item.title) return [next];
  const successor = { ...next, code: nextCode(list, next.parent), title };
  return [{ ...item, retired: true }, successor];
}

async function change(
  ctx: AppContext,
  { subject, actor }: Requester,
  ref: string,
  items: (list: CodeList) => MaintainedItem[],
): Promise<void> {
  if (!maintains(subject, ctx.definitions.codeList(ref))) {
    throw new AppError(403, "forbidden", "您的角色不能维护这个代码表，如需增改请联系市级经办。");
  }
  const write = async (tx: Tx) => {
    // One after the other, each seeing what the one before did: two new values never get one code.
    await lockRevision(tx);
    await ctx.definitions.reload(tx);
    const list = ctx.definitions.codeList(ref);
    const changed = items(list);
    for (const item of changed) {
      if (!item.retired) {
        checkParent(ctx, list, item.parent);
        checkUnique(list, item);
      }
      await writeMaintainedItem(tx, ref, item, subject.accountId);
    }
    await advanceRevision(tx);
    await audit(tx, actor, { action: "codeList.change", target: ref, detail: { items: changed } });
  };
  await inTransaction(ctx, subject, write);
  await ctx.definitions.reload();
}

/**
 * Adds a value, usable at once.
 * @throws AppError 403, 404, 409 for a value that is there already, 422 for a parent that is not.
 */
export function addCode(
  ctx: AppContext,
  requester: Requester,
  ref: string,
  { title, parent }: { title: string; parent?: string },
): Promise<void> {
  return change(ctx, requester, ref, (list) => {
    const code = nextCode(list, list.parentList ? parent : null);
    return [{ code, title, parent: parent ?? null, retired: false }];
  });
}

/**
 * Renames, moves, retires or revives a value; it is never removed, and records keep the words they were filled with.
 * @throws AppError as addCode.
 */
export function changeCode(
  ctx: AppContext,
  requester: Requester,
  ref: string,
  code: string,
  asked: ItemChange,
): Promise<void> {
  return change(ctx, requester, ref, (list) => {
    const found = list.items.find((item) => item.code === code);
    if (!found) throw new AppError(404, "unknown-code", "代码表里没有这个值，请刷新页面后重试。");
    return written(list, asItem(found), asked);
  });
}
