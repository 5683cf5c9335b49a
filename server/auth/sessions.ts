import { sql, type Tx } from "../database/transaction.ts";
import { hashToken, newToken } from "./token.ts";

/** A session ends after so many seconds without a request, and in any case so many after sign-in. */
const lifetime = { idle: 2 * 3600, absolute: 12 * 3600 };

/** What one look at the database says about a token. */
export interface SessionRow {
  account_id: number;
  login: string;
  account_name: string;
  org_unit_id: number;
  unit_name: string;
  unit_kind: string;
  level: 1 | 2 | 3 | 4;
  division_code: string;
  csrf_token: string;
  idle_seconds: number;
  roles: string[];
}

/** Where a session was opened from. */
export interface Origin {
  ip: string;
  userAgent: string;
}

const findText = `
  select s.account_id, s.csrf_token, extract(epoch from now() - s.seen_at)::int as idle_seconds,
         a.login, a.name as account_name, a.org_unit_id,
         u.name as unit_name, u.kind as unit_kind, u.level, u.division_code,
         array(select role_key from account_role r where r.account_id = a.id order by role_key) as roles
    from session s join account a on a.id = s.account_id join org_unit u on u.id = a.org_unit_id
   where s.token_hash = $1 and s.expires_at > now() and s.seen_at > now() - make_interval(secs => $2)
     and a.disabled_at is null`;

/** The live session behind a token's hash. */
export async function findSession(tx: Tx, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow>(tx, findText, [tokenHash, lifetime.idle]);
  return row;
}

/** Notes that the session is in use. */
export async function touchSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await sql(tx, "update session set seen_at = now() where token_hash = $1", [tokenHash]);
}

/** Opens a session and returns the cookie's token and the CSRF token; also removes sessions that are over. */
export async function openSession(
  tx: Tx,
  accountId: number,
  origin: Origin,
): Promise<{ token: string; csrfToken: string }> {
  const token = newToken();
  const csrfToken = newToken();
  await sql(tx, "delete from session where account_id = $1 and expires_at < now()", [accountId]);
  await sql(
    tx,
    `insert into session (token_hash, account_id, csrf_token, expires_at, ip, user_agent)
     values ($1, $2, $3, now() + make_interval(secs => $4), $5, $6)`,
    [hashToken(token), accountId, csrfToken, lifetime.absolute, origin.ip, origin.userAgent.slice(0, 300)],
  );
  return { token, csrfToken };
}

/** Ends one session. */
export async function closeSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await sql(tx, "delete from session where token_hash = $1", [tokenHash]);
}

/** Ends the account's sessions, all but the one given. */
export async function closeSessionsOf(tx: Tx, accountId: number, except?: Buffer): Promise<void> {
  await sql(tx, "delete from session where account_id = $1 and token_hash is distinct from $2", [
    accountId,
    except ?? null,
  ]);
}
