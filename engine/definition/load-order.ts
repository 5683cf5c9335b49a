import type { DefinitionPackage } from "./package.ts";

/** Keys of the packages a package refers to. */
export function dependencies({ manifest }: Pick<DefinitionPackage, "manifest">): string[] {
  return [...new Set([...(manifest.dependsOn ?? []), ...(manifest.extends ? [manifest.extends.package] : [])])];
}

/** The packages with what each depends on before it; where they depend on each other in a circle, by key. */
export function loadOrder(packages: readonly DefinitionPackage[]): DefinitionPackage[] {
  const byKey = new Map(packages.map((pkg) => [pkg.key, pkg]));
  const ordered = new Set<DefinitionPackage>();
  const visit = (pkg: DefinitionPackage, above: readonly string[]): void => {
    if (ordered.has(pkg) || above.includes(pkg.key)) return;
    for (const key of dependencies(pkg)) {
      const needed = byKey.get(key);
      if (needed) visit(needed, [...above, pkg.key]);
    }
    ordered.add(pkg);
  };
  for (const pkg of [...packages].sort((a, b) => (a.key < b.key ? -1 : 1))) visit(pkg, []);
  return [...ordered];
}
