import { audit } from "../audit/audit.ts";
import { hashPassword } from "../auth/password.ts";
import { closeSessionsOf } from "../auth/sessions.ts";
import { forgetAttempts } from "../auth/sign-in-failures.ts";
import { newToken } from "../auth/token.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { managedAccount } from "./managed-account.ts";
import type { Requester } from "./requester.ts";

/** A random password that keeps the composition rule, for its owner to change. */
export function newPassword(): string {
  return `${newToken().slice(0, 12)}aA1`;
}

/** Gives an account a new random password and ends its sessions. @returns the password, stored nowhere else. */
export async function resetPassword(ctx: AppContext, { subject, actor }: Requester, id: number): Promise<string> {
  const password = newPassword();
  const hash = await hashPassword(password);
  await inTransaction(ctx, subject, async (tx) => {
    const account = await managedAccount(ctx, tx, subject, id);
    await sql(tx, "update account set password_hash = $2, password_changed_at = now() where id = $1", [id, hash]);
    await closeSessionsOf(tx, id);
    await forgetAttempts(tx, account.login);
    await audit(tx, actor, { action: "account.reset-password", target: `account:${id}` });
  });
  return password;
}

/** Lets an account that wrong passwords locked try again. */
export async function unlockAccount(ctx: AppContext, { subject, actor }: Requester, id: number): Promise<void> {
  await inTransaction(ctx, subject, async (tx) => {
    const account = await managedAccount(ctx, tx, subject, id);
    await forgetAttempts(tx, account.login);
    await audit(tx, actor, { action: "account.unlock", target: `account:${id}` });
  });
}
