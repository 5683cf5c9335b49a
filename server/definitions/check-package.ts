import { type DefinitionPackage, loadPackage, type PackageFiles, type Problem } from "../../engine/definition/index.ts";
import { dependantsOf } from "./dependencies.ts";
import { processProblems } from "./process-problems.ts";
import type { DefinitionRegistry, LiveDefinition } from "./registry.ts";

/** A package that may be published (`pkg`), or why not; warnings come with both. */
export interface Checked {
  pkg: DefinitionPackage | null;
  problems: Problem[];
}

/** Whether anything among the problems keeps a package from being published. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** What live packages that build on this one would no longer find in it, told of the file that has to stay. */
function brokenDependants(pkg: DefinitionPackage, live: readonly LiveDefinition[]): Problem[] {
  const packages = new Map(live.map((each) => [each.key, each.pkg])).set(pkg.key, pkg);
  return dependantsOf(pkg.key, live).flatMap((dependant) =>
    loadPackage(dependant.pkg.files, { packages })
      .problems.filter((problem) => problem.severity === "error")
      .map((problem) => ({
        ...problem,
        rule: `dependant-${problem.rule}`,
        file: "manifest.json",
        message: `发布后，“${dependant.title}”（${dependant.key}）将不再成立：${problem.message}`,
        hint: "请保留它用到的内容，或先修改并发布它",
      })),
  );
}

/** Everything that is wrong with a package, given what is live beside it. */
export async function checkPackage(
  files: PackageFiles,
  live: readonly LiveDefinition[],
  definitions: Pick<DefinitionRegistry, "published">,
): Promise<Checked> {
  const packages = new Map(live.map((each) => [each.key, each.pkg]));
  const loaded = loadPackage(files, { packages });
  if (!loaded.ok) return { pkg: null, problems: loaded.problems };
  const { pkg } = loaded;
  const published = (key: string) => definitions.published(key);
  const inProcesses = await processProblems(pkg, new Map(packages).set(pkg.key, pkg), published);
  const problems = [...loaded.problems, ...inProcesses, ...brokenDependants(pkg, live)];
  return { pkg: hasErrors(problems) ? null : pkg, problems };
}
