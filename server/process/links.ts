import { type PackageDecisions, packageDecisions } from "../../engine/decision/index.ts";
import type { DefinitionPackage } from "../../engine/definition/index.ts";
import type { Links } from "../../engine/process/index.ts";

/**
 * Where the processes of a package find what they call. A package is published as a whole and pinned by its instances, so
 * whatever the binding, the version meant is the one that was published with the caller.
 */
export function linksOf(pkg: DefinitionPackage, decisions: PackageDecisions): Links {
  return {
    process: ({ process, binding }) => {
      if (binding === "versionTag") return undefined;
      const named = pkg.processes[process];
      if (named) return named.xml;
      const id = new RegExp(`<[\\w-]*:?process\\b[^>]*\\sid="${process.replace(/[^\w.-]/g, "")}"`);
      return Object.values(pkg.processes).find(({ xml }) => id.test(xml))?.xml;
    },
    decision: ({ decision }) => decisions.get(decision),
  };
}

/** The links of a package that is otherwise right. */
export async function packageLinks(pkg: DefinitionPackage): Promise<Links> {
  const { decisions } = await packageDecisions(pkg.decisions);
  return linksOf(pkg, decisions);
}
