import { isDeepStrictEqual } from "node:util";
import type { DefinitionPackage } from "../../engine/definition/index.ts";
import { AppError } from "../http/problem.ts";

type Role = NonNullable<DefinitionPackage["roles"]>["roles"][number];

const rolesOf = (pkg: DefinitionPackage | undefined) =>
  new Map((pkg?.roles?.roles ?? []).map((role) => [role.key, role]));

/** A role nobody holds yet is harmless, unless it may do something by itself or stands for others. */
const isPowerless = ({ permissions = [], members = [] }: Role) => permissions.length === 0 && members.length === 0;

/**
 * Keeps whoever may publish but not manage accounts from giving himself what he was not given: roles that exist, their
 * permissions and the organization stay as they are. @throws AppError 403 naming what would change.
 */
export function refuseGrants(pkg: DefinitionPackage, current: DefinitionPackage | undefined): void {
  const [before, after] = [rolesOf(current), rolesOf(pkg)];
  const changed = [...after.values()].find((role) => {
    const known = before.get(role.key);
    return known ? !isDeepStrictEqual(known, role) : !isPowerless(role);
  });
  const gone = [...before.values()].find(({ key }) => !after.has(key));
  const role = changed ?? gone;
  if (!role && isDeepStrictEqual(pkg.organization, current?.organization)) return;
  const what = role ? `角色“${role.title}”` : "机构设置（organization.json）";
  throw new AppError(
    403,
    "grants-not-allowed",
    `没有发布：这一版改动了${what}，只有能管理账号的人可以这样做。请保留原来的设置再发布，或请系统管理员发布。`,
  );
}
