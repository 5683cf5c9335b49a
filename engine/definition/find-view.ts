import type { ListView, StatisticsView } from "./meta/views.gen.ts";
import type { DefinitionPackage } from "./package.ts";
import { type Packages, resolveRecordType } from "./resolve.ts";

function find<T extends { key: string; recordType: string }>(
  packages: Packages,
  pkg: DefinitionPackage | undefined,
  views: T[] | undefined,
  key: string,
  pick: (resolved: ReturnType<typeof resolveRecordType>) => T[],
): T | undefined {
  const declared = views?.find((view) => view.key === key);
  if (!declared || !pkg) return undefined;
  return pick(resolveRecordType(packages, `${pkg.key}/${declared.recordType}`)).find((view) => view.key === key);
}

/** A list view of a package with its global record type key and all titles; undefined when there is none of that key. */
export function findList(packages: Packages, packageKey: string, key: string): ListView | undefined {
  const pkg = packages.get(packageKey);
  return find(packages, pkg, pkg?.views.lists, key, ({ lists }) => lists);
}

/** A statistics view of a package, likewise. */
export function findStatistics(packages: Packages, packageKey: string, key: string): StatisticsView | undefined {
  const pkg = packages.get(packageKey);
  return find(packages, pkg, pkg?.views.statistics, key, ({ statistics }) => statistics);
}
