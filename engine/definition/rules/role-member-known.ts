import type { Finding, Rule } from "./rule.ts";

/** A group of roles names roles that are declared, none of them a group itself. */
export const roleMemberKnown: Rule = {
  name: "role-member-known",
  check: ({ pkg, packages }) => {
    const declared = [...packages.values()].flatMap(({ roles }) => roles?.roles ?? []);
    const plain = new Set(declared.filter(({ members }) => !members).map(({ key }) => key));
    return (pkg.roles?.roles ?? []).flatMap(({ title, members }, at): Finding[] =>
      (members ?? [])
        .filter((member) => !plain.has(member))
        .map((member) => ({
          file: pkg.manifest.roles ?? "roles.json",
          pointer: `/roles/${at}/members`,
          message: `角色组“${title}”的成员“${member}”不是已声明的角色`,
          hint: "请改成已声明的角色；角色组里不能再放角色组",
        })),
    );
  },
};
