import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { Account } from "../models/account.ts";
import { findAccount } from "../models/find-accounts.ts";

/** The account, which must not carry permissions its manager lacks: who sets its password could use them. @throws AppError 403, 404. */
export async function managedAccount(ctx: AppContext, tx: Tx, manager: Subject, id: number): Promise<Account> {
  const account = await findAccount(tx, manager, id);
  const held = new Set(account.roles?.map((role) => role.role_key));
  const permissions = ctx.definitions.roles().flatMap((role) => (held.has(role.key) ? (role.permissions ?? []) : []));
  if (permissions.some((permission) => !manager.permissions.includes(permission))) {
    throw new AppError(403, "forbidden", "这个账号的权限超过了您自己的权限，请由上级管理员操作。");
  }
  return account;
}
