import type { Finding, Rule, RuleContext } from "./rule.ts";

interface Naming {
  file: string;
  pointer: string;
  what: string;
  roles: string[];
}

function namings({ pkg, recordTypes }: RuleContext): Naming[] {
  const { manifest, access, views, codeLists } = pkg;
  return [
    ...(manifest.menus ?? []).map(({ title, roles }, at) => ({
      file: "manifest.json",
      pointer: `/menus/${at}/roles`,
      what: `菜单“${title}”`,
      roles,
    })),
    ...recordTypes.map(({ title, dispatch }, at) => ({
      file: "manifest.json",
      pointer: `/recordTypes/${at}/dispatch/fillerRole`,
      what: `“${title}”的下发`,
      roles: dispatch?.fillerRole ? [dispatch.fillerRole] : [],
    })),
    ...access.rules.map(({ roles }, at) => ({
      file: "access.json",
      pointer: `/rules/${at}/roles`,
      what: `第 ${at + 1} 条权限规则`,
      roles,
    })),
    ...codeLists.map(({ title, maintainedBy }, at) => ({
      file: manifest.codeLists?.[at] ?? "manifest.json",
      pointer: "/maintainedBy",
      what: `代码表“${title}”的维护`,
      roles: maintainedBy ?? [],
    })),
    ...(views.tiles ?? []).map(({ title, roles }, at) => ({
      file: "views.json",
      pointer: `/tiles/${at}/roles`,
      what: `磁贴“${title}”`,
      roles,
    })),
  ];
}

/** Roles that menus, dispatches, access rules and tiles name are declared somewhere; not checked while no roles are known. */
export const menuRoleKnown: Rule = {
  name: "menu-role-known",
  check: (context) => {
    const declared = [...context.packages.values()].flatMap(({ roles }) => roles?.roles ?? []);
    if (declared.length === 0) return [];
    const known = new Set(["*", ...declared.map(({ key }) => key)]);
    return namings(context).flatMap(({ file, pointer, what, roles }) =>
      roles
        .filter((role) => !known.has(role))
        .map(
          (role): Finding => ({
            file,
            pointer,
            message: `${what}用到的角色“${role}”没有声明`,
            hint: `请改成已有的角色：${declared.map(({ key }) => key).join("、")}`,
          }),
        ),
    );
  },
};
