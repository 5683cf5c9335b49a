import type { Organization } from "../../engine/definition/meta/organization.gen.ts";
import { audit, systemActor } from "../audit/audit.ts";
import { hashPassword } from "../auth/password.ts";
import { newToken } from "../auth/token.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import type { Division } from "./divisions.ts";
import { type PlannedAccount, planAccounts } from "./plan-accounts.ts";
import type { PlannedUnit } from "./plan-units.ts";

/** The one password of all demo accounts; it exists only where the demo is switched on. */
export const demoPassword = "Tianbao@2026";

/** Makes the accounts that are missing, all with one password hash, and gives the new ones their roles. */
async function insertAccounts(tx: Tx, accounts: readonly PlannedAccount[], hash: string): Promise<void> {
  const roles = accounts.flatMap((account) => account.roles.map((role) => ({ login: account.login, role })));
  await sql(
    tx,
    `with planned as (select * from unnest($1::text[], $2::text[], $3::text[]) as p (login, name, unit_code)),
     made as (
       insert into account (login, name, password_hash, org_unit_id)
       select p.login, p.name, $4, u.id from planned p join org_unit u on u.code = p.unit_code
       on conflict (login) do nothing returning id, login)
     insert into account_role (account_id, role_key)
     select made.id, r.role from unnest($5::text[], $6::text[]) as r (login, role) join made using (login)`,
    [
      accounts.map((account) => account.login),
      accounts.map((account) => account.name),
      accounts.map((account) => account.unitCode),
      hash,
      roles.map((each) => each.login),
      roles.map((each) => each.role),
    ],
  );
}

async function storedUnits(tx: Tx): Promise<PlannedUnit[]> {
  return sql<PlannedUnit>(
    tx,
    `select code, name, kind, level, division_code as "divisionCode", null as "parentCode" from org_unit order by id`,
  );
}

async function storedDivisions(tx: Tx): Promise<Division[]> {
  return sql<Division>(tx, `select code, name, level, parent_code as "parentCode" from division order by code`);
}

async function missing(tx: Tx, accounts: readonly PlannedAccount[]): Promise<PlannedAccount[]> {
  const found = await sql<{ login: string }>(tx, "select login from account where login = any($1)", [
    accounts.map((account) => account.login),
  ]);
  const known = new Set(found.map((row) => row.login));
  return accounts.filter((account) => !known.has(account.login));
}

/** One declared demo account: its (first) login and name, and how many more there are of its kind. */
export interface DemoLogin {
  login: string;
  name: string;
  others: number;
}

/** Makes the demo accounts of the declaration that are missing. @returns what there is to sign in with. */
export async function seedDemoAccounts(ctx: AppContext, organization: Organization): Promise<DemoLogin[]> {
  return inTransaction(ctx, "system", async (tx) => {
    const [units, divisions] = [await storedUnits(tx), await storedDivisions(tx)];
    const planned = organization.accounts.map((account) =>
      planAccounts({ ...organization, accounts: [account] }, units, divisions),
    );
    const accounts = await missing(tx, planned.flat());
    if (accounts.length > 0) {
      await insertAccounts(tx, accounts, await hashPassword(demoPassword));
      await audit(tx, systemActor, { action: "account.seed", detail: { accounts: accounts.length } });
    }
    return planned.flatMap(([first, ...others]) =>
      first ? [{ login: first.login, name: first.name, others: others.length }] : [],
    );
  });
}

/**
 * Without the demo the first start makes one account, `admin`, that holds the given roles at the top unit.
 * @returns its random password, which is stored nowhere else; undefined when there are accounts already.
 */
export async function seedFirstAccount(ctx: AppContext, roles: string[]): Promise<string | undefined> {
  return inTransaction(ctx, "system", async (tx) => {
    const [top] = await sql<{ code: string }>(
      tx,
      `select code from org_unit where not exists (select from account where not is_system) order by level, id limit 1`,
    );
    if (!top) return undefined;
    const password = `${newToken().slice(0, 16)}aA1`;
    const account = { login: "admin", name: "系统管理员", unitCode: top.code, roles };
    await insertAccounts(tx, [account], await hashPassword(password));
    await audit(tx, systemActor, { action: "account.seed", detail: { accounts: 1 } });
    return password;
  });
}
