import { sql, type Tx } from "../database/transaction.ts";

/** Login of the account that the product itself acts as; it has no password and cannot be enabled. */
const login = "system";

/** Who stands as the maker of records that nobody made: an account that can never sign in, made on first use. */
export async function systemAccount(tx: Tx): Promise<number> {
  await sql(
    tx,
    `insert into account (login, name, password_hash, org_unit_id, is_system, disabled_at)
     select $1, '系统', '', (select id from org_unit order by level, id limit 1), true, now()
     where not exists (select from account where is_system) on conflict (login) do nothing`,
    [login],
  );
  const [row] = await sql<{ id: number }>(tx, "select id from account where is_system");
  if (!row) throw new Error(`The login ${login} is taken by a person: rename it`);
  return row.id;
}
