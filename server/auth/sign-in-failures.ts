import { sql, type Tx } from "../database/transaction.ts";

/** So many wrong passwords lock a login name for so many minutes. */
const lock = { after: 5, minutes: 15 };

/** Whether one more guess is admitted, how many are left after it, and until when the name is locked if none. */
export interface Attempt {
  admitted: boolean;
  left: number;
  lockedUntil: string | null;
}

// The guess is counted before the password is looked at, so simultaneous guesses cannot all slip through.
const countText = `
  insert into sign_in_failure as f (login, count) values ($1, 1)
  on conflict (login) do update set
    count = case
      when f.locked_until > now() then $2 + 1
      when f.locked_until <= now() or f.last_at < now() - make_interval(mins => $3) then 1
      else f.count + 1 end,
    locked_until = case
      when f.locked_until > now() then f.locked_until
      when f.locked_until is null and f.last_at >= now() - make_interval(mins => $3) and f.count + 1 >= $2
        then now() + make_interval(mins => $3) end,
    last_at = now()
  returning count, locked_until`;

/** Counts one guess at a login name, known or not. */
export async function countAttempt(tx: Tx, login: string): Promise<Attempt> {
  await sql(tx, "delete from sign_in_failure where last_at < now() - interval '1 day'");
  const [row] = await sql<{ count: number; locked_until: string | null }>(tx, countText, [
    login,
    lock.after,
    lock.minutes,
  ]);
  const count = row?.count ?? 1;
  return {
    admitted: count <= lock.after,
    left: Math.max(0, lock.after - count),
    lockedUntil: row?.locked_until ?? null,
  };
}

/** Forgets the wrong guesses, after a right one or when an administrator unlocks. */
export async function forgetAttempts(tx: Tx, login: string): Promise<void> {
  await sql(tx, "delete from sign_in_failure where login = $1", [login]);
}
