import type { Role } from "../../engine/definition/meta/roles.gen.ts";
import { heldRoles } from "./role-holders.ts";
import type { SessionRow } from "./sessions.ts";
import type { Subject } from "./subject.ts";

/** The facts of an account's place and roles that a subject is made of. */
export type SubjectFacts = Pick<
  SessionRow,
  "account_id" | "org_unit_id" | "unit_kind" | "level" | "division_code" | "roles"
>;

/** Roles that no definition declares any more give nothing; one role that sees the division is enough to see it. */
export function subjectOf(facts: SubjectFacts, declared: readonly Role[]): Subject {
  const roles = heldRoles(facts.roles, declared);
  const seesDivision = roles.some((role) => (role.seesOnly ?? "division") === "division");
  return {
    accountId: facts.account_id,
    orgUnitId: facts.org_unit_id,
    divisionCode: facts.division_code,
    level: facts.level,
    unitKind: facts.unit_kind,
    roles: roles.map((role) => role.key),
    permissions: [...new Set(roles.flatMap((role) => role.permissions ?? []))],
    seesOnly: seesDivision ? "division" : "unit",
  };
}
