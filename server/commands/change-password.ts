import { audit } from "../audit/audit.ts";
import { checkNewPassword, hashPassword, passwordMatches } from "../auth/password.ts";
import { closeSessionsOf } from "../auth/sessions.ts";
import { countAttempt, forgetAttempts } from "../auth/sign-in-failures.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, RequestAccount } from "../http/state.ts";

function refuse(pointer: string, message: string): never {
  throw new AppError(422, "password-refused", message, { errors: [{ pointer, message }] });
}

/** Changes one's own password and ends one's other sessions. @throws AppError 422 that says which of the two is wrong. */
export async function changePassword(
  ctx: AppContext,
  request: ApiContext,
  account: RequestAccount,
  { current, next }: { current: string; next: string },
): Promise<void> {
  if (current === next) refuse("/next", "新密码与当前密码相同，请换一个。");
  checkNewPassword(next, account.login);
  const [attempt, stored] = await inTransaction(ctx, "system", async (tx) => {
    const rows = await sql<{ password_hash: string }>(tx, "select password_hash from account where id = $1", [
      account.id,
    ]);
    return [await countAttempt(tx, account.login), rows[0]?.password_hash] as const;
  });
  if (!attempt.admitted) refuse("/current", "密码错误次数过多，请 15 分钟后再试。");
  if (!(await passwordMatches(stored, current))) refuse("/current", "当前密码不正确，请重新输入。");
  const hash = await hashPassword(next);
  await inTransaction(ctx, "system", async (tx) => {
    await forgetAttempts(tx, account.login);
    const text = "update account set password_hash = $2, password_changed_at = now() where id = $1";
    await sql(tx, text, [account.id, hash]);
    await closeSessionsOf(tx, account.id, request.state.tokenHash);
    await audit(tx, request, { action: "account.change-password", target: `account:${account.id}` });
  });
}
