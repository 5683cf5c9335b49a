import { audit } from "../audit/audit.ts";
import { passwordMatches } from "../auth/password.ts";
import { type Origin, openSession } from "../auth/sessions.ts";
import { type Attempt, countAttempt, forgetAttempts } from "../auth/sign-in-failures.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

interface Credentials {
  login: string;
  password: string;
}

interface Found {
  id: number;
  org_unit_id: number;
  password_hash: string;
  disabled_at: string | null;
}

/** Beijing's time of day, as the person at the screen reads a clock. */
const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

function refusal(attempt: Attempt): AppError {
  if (attempt.lockedUntil) {
    const until = clock.format(new Date(attempt.lockedUntil));
    const detail = `密码错误次数过多，该登录名已锁定到 ${until}，请届时再试或联系系统管理员解锁。`;
    return new AppError(423, "sign-in-locked", detail, { lockedUntil: attempt.lockedUntil });
  }
  return new AppError(401, "sign-in-failed", `登录名或密码不正确，再错 ${attempt.left} 次将锁定 15 分钟。`, {
    left: attempt.left,
  });
}

/**
 * Opens a session for the right password; unknown, disabled and mistaken logins are answered alike.
 * @throws AppError 401 or, when the name is locked, 423.
 */
export async function signIn(ctx: AppContext, { login, password }: Credentials, origin: Origin): Promise<string> {
  const attempt = await inTransaction(ctx, "system", (tx) => countAttempt(tx, login));
  const account = await inTransaction(ctx, "system", async (tx) => {
    const query = "select id, org_unit_id, password_hash, disabled_at from account where login = $1";
    return (await sql<Found>(tx, query, [login]))[0];
  });
  // Between the transactions: hashing takes tens of milliseconds, during which no connection should be held.
  const known = account && !account.disabled_at ? account.password_hash : undefined;
  const matches = attempt.admitted && (await passwordMatches(known, password));
  return inTransaction(ctx, "system", async (tx) => {
    const actor = { accountId: account?.id ?? null, orgUnitId: account?.org_unit_id ?? null, ip: origin.ip };
    if (!matches || !account) {
      await audit(tx, actor, { action: "session.refuse", target: `login:${login}`, result: "denied" });
      return undefined;
    }
    await forgetAttempts(tx, login);
    await audit(tx, actor, { action: "session.open", target: `account:${account.id}` });
    return (await openSession(tx, account.id, origin)).token;
  }).then((token) => {
    if (!token) throw refusal(attempt);
    return token;
  });
}
