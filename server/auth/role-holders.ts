import type { Role } from "../../engine/definition/meta/roles.gen.ts";

/** The roles an account holds: those given to it, and the groups that one of them is a member of. */
export function heldRoles(given: readonly string[], declared: readonly Role[]): Role[] {
  return declared.filter(({ key, members }) => given.includes(key) || members?.some((role) => given.includes(role)));
}

/** The roles whose being given to an account makes it hold this one. */
export function givingRoles(key: string, declared: readonly Role[]): string[] {
  return [key, ...(declared.find((role) => role.key === key)?.members ?? [])];
}
