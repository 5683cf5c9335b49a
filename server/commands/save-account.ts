import { divisionRange } from "../../engine/access/index.ts";
import type { Role } from "../../engine/definition/meta/roles.gen.ts";
import { audit } from "../audit/audit.ts";
import { hashPassword } from "../auth/password.ts";
import { heldRoles } from "../auth/role-holders.ts";
import { closeSessionsOf } from "../auth/sessions.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { Account, AccountRole } from "../models/account.ts";
import { findAccount } from "../models/find-accounts.ts";
import { OrgUnit } from "../models/org-unit.ts";
import { levels } from "../organization/plan-units.ts";
import { managedAccount } from "./managed-account.ts";
import type { Requester } from "./requester.ts";

/** What a manager may set; nothing else of an account can be written from outside. */
export interface AccountInput {
  login: string;
  name: string;
  unitId: number;
  roles: string[];
  phone?: string | null;
  disabled?: boolean;
}

function refuse(pointer: string, message: string): never {
  throw new AppError(422, "account-refused", message, { errors: [{ pointer, message }] });
}

async function checkedUnit(tx: Tx, manager: Subject, id: number): Promise<OrgUnit> {
  const unit = await OrgUnit.query(tx).findById(id);
  const { from, to } = divisionRange(manager.divisionCode);
  if (!unit || unit.division_code < from || unit.division_code > to) {
    return refuse("/unitId", "没有这个单位，或它不在您管理的范围内，请重新选择。");
  }
  return unit;
}

/** A role must exist, fit the unit's level, and carry no permission that its giver lacks. */
function checkRoles(roles: readonly string[], unit: OrgUnit, manager: Subject, declared: readonly Role[]): void {
  for (const [at, key] of roles.entries()) {
    const role = declared.find((each) => each.key === key);
    if (!role) refuse(`/roles/${at}`, `没有“${key}”这个角色，请重新选择。`);
    if (role.level && levels[role.level] !== unit.level) {
      refuse(`/roles/${at}`, `角色“${role.title}”不能给“${unit.name}”这一级单位，请换一个角色或单位。`);
    }
    if (role.permissions?.some((permission) => !manager.permissions.includes(permission))) {
      refuse(`/roles/${at}`, `角色“${role.title}”的权限超过了您自己的权限，请由上级管理员授予。`);
    }
  }
}

async function replaceRoles(tx: Tx, accountId: number, roles: readonly string[]): Promise<void> {
  await AccountRole.query(tx).delete().where({ account_id: accountId });
  if (roles.length > 0)
    await AccountRole.query(tx).insert(roles.map((role_key) => ({ account_id: accountId, role_key })));
}

/** Makes an account with a password its manager hands over. @throws AppError 409 for a login that is taken, 422. */
export async function createAccount(
  ctx: AppContext,
  { subject, actor }: Requester,
  input: AccountInput,
  password: string,
): Promise<Account> {
  const hash = await hashPassword(password);
  return inTransaction(ctx, subject, async (tx) => {
    const unit = await checkedUnit(tx, subject, input.unitId);
    checkRoles(input.roles, unit, subject, ctx.definitions.roles());
    const taken = await Account.query(tx).findOne({ login: input.login });
    if (taken) throw new AppError(409, "login-taken", `登录名“${input.login}”已被使用，请换一个。`);
    const { login, name, phone = null } = input;
    const made = await Account.query(tx).insert({ login, name, phone, password_hash: hash, org_unit_id: unit.id });
    await replaceRoles(tx, made.id, input.roles);
    await audit(tx, actor, { action: "account.create", target: `account:${made.id}`, detail: { roles: input.roles } });
    return findAccount(tx, subject, made.id);
  });
}

const RELEASE = `
  update task set assignee_id = null, opened_at = null, lock_version = lock_version + 1
  where state = 'open' and assignee_id = $1 and not seated and candidate_role is not null
    and ($2 or candidate_unit_id <> $3 or not (candidate_role = any($4)))`;

/** What the account claimed goes back to those it was put before, where it is none of them any more. */
async function releaseClaims(ctx: AppContext, tx: Tx, id: number, unitId: number, input: Omit<AccountInput, "login">) {
  const roles = heldRoles(input.roles, ctx.definitions.roles()).map(({ key }) => key);
  await sql(tx, RELEASE, [id, input.disabled ?? false, unitId, roles]);
}

/** Changes name, unit, roles or whether it may sign in; ends its sessions when it may not. @throws AppError 404, 422. */
export async function updateAccount(
  ctx: AppContext,
  { subject, actor }: Requester,
  id: number,
  input: Omit<AccountInput, "login">,
): Promise<Account> {
  return inTransaction(ctx, subject, async (tx) => {
    const account = await managedAccount(ctx, tx, subject, id);
    const unit = await checkedUnit(tx, subject, input.unitId);
    const kept = new Set(account.roles?.map((role) => role.role_key));
    const added = input.roles.filter((role) => !kept.has(role) || unit.id !== account.org_unit_id);
    checkRoles(added, unit, subject, ctx.definitions.roles());
    if (id === subject.accountId && input.disabled) refuse("/disabled", "不能停用自己的账号，请由其他管理员操作。");
    await sql(
      tx,
      `update account set name = $2, phone = $3, org_unit_id = $4,
         disabled_at = case when $5 then coalesce(disabled_at, now()) end where id = $1`,
      [id, input.name, input.phone ?? account.phone, unit.id, input.disabled ?? account.disabled_at !== null],
    );
    await replaceRoles(tx, id, input.roles);
    await releaseClaims(ctx, tx, id, unit.id, input);
    if (input.disabled) await closeSessionsOf(tx, id);
    const { roles, unitId, disabled } = input;
    await audit(tx, actor, { action: "account.update", target: `account:${id}`, detail: { roles, unitId, disabled } });
    return findAccount(tx, subject, id);
  });
}
