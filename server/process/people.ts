import { isWithinReach } from "../../engine/access/index.ts";
import { givingRoles } from "../auth/role-holders.ts";
import type { Subject } from "../auth/subject.ts";
import { subjectOf } from "../auth/subject-of.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { Asking } from "./candidates.ts";

/** Somebody who may be asked: an account that can sign in. */
export interface Person {
  id: number;
  name: string;
  login: string;
  unitId: number;
  unitName: string;
}

const PERSON = `select a.id, a.name, a.login, a.org_unit_id as "unitId", u.name as "unitName"
  from account a join org_unit u on u.id = a.org_unit_id`;

/** Those who hold a role at a unit, through a group of roles too. */
export function holdersOf({ ctx, tx }: Asking, role: string, unitId: number): Promise<Person[]> {
  return sql<Person>(
    tx,
    `${PERSON} where a.org_unit_id = $1 and a.disabled_at is null
       and exists (select from account_role r where r.account_id = a.id and r.role_key = any($2)) order by a.id`,
    [unitId, givingRoles(role, ctx.definitions.roles())],
  );
}

/** Accounts by their sign-in names, in the order of the names; unknown and disabled ones are left out. */
export function peopleByLogin(tx: Tx, logins: readonly string[]): Promise<Person[]> {
  return sql<Person>(
    tx,
    `${PERSON} where a.login = any($1) and a.disabled_at is null order by array_position($1, a.login)`,
    [logins],
  );
}

/** Accounts by id. @throws AppError 422 naming that one of them cannot be asked. */
export async function peopleById(tx: Tx, ids: readonly number[]): Promise<Person[]> {
  const found = await sql<Person>(
    tx,
    `${PERSON} where a.id = any($1) and a.disabled_at is null order by array_position($1, a.id)`,
    [ids],
  );
  if (found.length === new Set(ids).size) return found;
  const message = "所选人员中有不存在或已停用的账号，请重新选择。";
  throw new AppError(422, "unknown-person", message, { errors: [{ pointer: "/people", message }] });
}

const PLACES = `select a.id, a.name, u.division_code as division from account a join org_unit u on u.id = a.org_unit_id
  where a.id = any($1)`;

/**
 * The same, of those whom somebody of a division may ask at all: what one hands on, copies or mentions goes down to one's
 * own and up the tree, never to a neighbour.
 * @throws AppError 422 naming who is out of reach.
 */
export async function peopleInReach(
  tx: Tx,
  division: string,
  ids: readonly number[],
  pointer = "/people",
): Promise<Person[]> {
  const people = await peopleById(tx, ids);
  const places = await sql<{ name: string; division: string }>(tx, PLACES, [ids]);
  const beyond = places.find((place) => !isWithinReach(division, place.division));
  if (!beyond) return people;
  const message = `${beyond.name}不在您的管辖范围内，也不属于上级单位，请选择本级、下级或上级单位的人员。`;
  throw new AppError(422, "out-of-reach", message, { errors: [{ pointer, message }] });
}

/** What an account may do, as if it had signed in; undefined once it is disabled. */
export async function subjectOfAccount(ctx: AppContext, tx: Tx, accountId: number): Promise<Subject | undefined> {
  const [row] = await sql<Parameters<typeof subjectOf>[0]>(
    tx,
    `select a.id as account_id, a.org_unit_id, u.kind as unit_kind, u.level, u.division_code,
       array(select role_key from account_role r where r.account_id = a.id order by role_key) as roles
     from account a join org_unit u on u.id = a.org_unit_id where a.id = $1 and a.disabled_at is null`,
    [accountId],
  );
  return row && subjectOf(row, ctx.definitions.roles());
}
