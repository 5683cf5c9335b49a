import { loadOrder } from "./load-order.ts";
import type { DefinitionPackage, LoadContext, LoadResult, PackageFiles } from "./package.ts";
import type { Problem } from "./problem.ts";
import { readPackage } from "./read.ts";
import { rules } from "./rules/index.ts";
import { ruleContext } from "./rules/rule.ts";

/** What the rules across files find in a package that was read. */
function packageProblems(pkg: DefinitionPackage, context: LoadContext = {}): Problem[] {
  const checked = ruleContext(pkg, context.packages ?? new Map());
  return rules.flatMap((rule) =>
    rule.check(checked).map((finding): Problem => ({ severity: "error", rule: rule.name, ...finding })),
  );
}

/**
 * Loads a package: limits, JSON, meta-schemas, then the rules across files. Nothing is thrown for bad content. With
 * `context.packages` references into other packages are followed as well.
 */
export function loadPackage(files: PackageFiles, context: LoadContext = {}): LoadResult {
  const read = readPackage(files);
  if (!read.ok) return read;
  const problems = packageProblems(read.pkg, context);
  return problems.some(({ severity }) => severity === "error")
    ? { ok: false, problems }
    : { ok: true, pkg: read.pkg, problems };
}

/** Loads several packages that may refer to one another; those that are wrong are left out, with their problems by key. */
export function loadPackages(filesByKey: Readonly<Record<string, PackageFiles>>): {
  packages: Map<string, DefinitionPackage>;
  problems: Record<string, Problem[]>;
} {
  const packages = new Map<string, DefinitionPackage>();
  const problems: Record<string, Problem[]> = {};
  const read = new Map<string, DefinitionPackage>();
  for (const [folder, files] of Object.entries(filesByKey)) {
    const result = readPackage(files);
    if (result.ok) read.set(result.pkg.key, result.pkg);
    else problems[folder] = result.problems;
  }
  for (const pkg of loadOrder([...read.values()])) {
    const found = packageProblems(pkg, { packages });
    if (found.length > 0) problems[pkg.key] = found;
    if (!found.some(({ severity }) => severity === "error")) packages.set(pkg.key, pkg);
  }
  return { packages, problems };
}
