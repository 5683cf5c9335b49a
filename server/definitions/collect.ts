import { type CodeList, type MaintainedItem, maintainedList } from "../../engine/definition/index.ts";
import type { Role } from "../../engine/definition/meta/roles.gen.ts";
import type { LiveDefinition, MenuItem } from "./registry.ts";

/** The menu entries of all packages in the order they are shown. */
export function menusOf(live: readonly LiveDefinition[]): MenuItem[] {
  const items = live.flatMap(({ key, pkg }) =>
    (pkg.manifest.menus ?? []).map((menu) => ({
      ...menu,
      key: `${key}/${menu.key}`,
      view: `${key}/${menu.view}`,
      order: menu.order ?? 1_000,
    })),
  );
  return items.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
}

/** Every code list by `<package>/<key>`, with what officers changed of those they maintain. */
export function codeListsOf(
  live: readonly LiveDefinition[],
  changes: ReadonlyMap<string, readonly MaintainedItem[]>,
): Map<string, CodeList> {
  const lists = live.flatMap(({ key, pkg }) =>
    pkg.codeLists.map((list) => {
      const ref = `${key}/${list.key}`;
      return [ref, list.maintainedBy ? maintainedList(list, changes.get(ref) ?? []) : list] as const;
    }),
  );
  return new Map(lists);
}

/** The roles all packages declare; of two with one key the first package's counts. */
export function rolesOf(live: readonly LiveDefinition[]): Role[] {
  const roles = new Map<string, Role>();
  const ordered = [...live].sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const role of ordered.flatMap(({ pkg }) => pkg.roles?.roles ?? [])) {
    if (!roles.has(role.key)) roles.set(role.key, role);
  }
  return [...roles.values()];
}
