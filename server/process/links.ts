import { type PackageDecisions, packageDecisions } from "../../engine/decision/index.ts";
import type { DefinitionPackage, ProcessSource } from "../../engine/definition/index.ts";
import type { CallModel, Links } from "../../engine/process/index.ts";

/** One version of a package, among those published under its key. */
export interface PackageVersion {
  pkg: DefinitionPackage;
  /** Counts the versions under a key; one that is not published yet comes after all of them. */
  number: number;
}

/** What other versions there are when a process is linked. */
export interface OtherVersions {
  /** Every version ever published under the package's key, newest first; asked only where a tag is called. */
  published(key: string): Promise<readonly PackageVersion[]>;
  /** The version that was live when the instance began, where that is another one than its own. */
  latest?: PackageVersion & { versionId: number };
}

/**
 * Where the processes of one version of a package find the processes and decisions they call. `deployment` means the
 * version that was published with the caller; `latest` the one that was live when the instance began (which its state
 * keeps, so that a publication never changes what runs); `versionTag` the newest one that carries the tag, no newer than
 * the caller, so that it is there at publish and stays the same ever after.
 */
export function linksOf(own: PackageVersion, others: OtherVersions): Links {
  const made = new Map<DefinitionPackage, Links>();
  const decisions = new Map<DefinitionPackage, Promise<PackageDecisions>>();
  const decisionsIn = ({ pkg }: PackageVersion) => {
    const reading = decisions.get(pkg) ?? packageDecisions(pkg.decisions).then((read) => read.decisions);
    decisions.set(pkg, reading);
    return reading;
  };
  const linksIn = (version: PackageVersion): Links => {
    const links: Links = made.get(version.pkg) ?? {
      ...(others.latest === undefined ? {} : { latest: others.latest.versionId }),
      async process(call) {
        for (const other of await candidates(version, call, others)) {
          const found = findProcess(other.pkg, call);
          if (found) return { xml: found.xml, links: linksIn(other) };
        }
        return undefined;
      },
      async decision(call) {
        for (const other of await candidates(version, call, others)) {
          const model = (await decisionsIn(other)).get(call.decision);
          const tag = model?.decisions[call.decision]?.versionTag;
          if (model && (call.binding !== "versionTag" || tag === call.versionTag)) return model;
        }
        return undefined;
      },
    };
    made.set(version.pkg, links);
    return links;
  };
  return linksIn(own);
}

type Bound = Pick<CallModel, "binding" | "versionTag">;

/** The versions a call may mean, the one it prefers first. */
async function candidates(own: PackageVersion, { binding }: Bound, others: OtherVersions): Promise<PackageVersion[]> {
  if (binding === "latest" && others.latest) return [others.latest, own];
  if (binding !== "versionTag") return [own];
  const published = await others.published(own.pkg.key);
  return [own, ...published.filter(({ number }) => number < own.number)];
}

/** The process of that key, or drawn under that id; where a tag is called, one that has it. */
function findProcess({ processes }: DefinitionPackage, call: Bound & Pick<CallModel, "process">) {
  const id = new RegExp(`<[\\w-]*:?process\\b[^>]*\\sid="${call.process.replace(/[^\w.-]/g, "")}"`);
  const named = processes[call.process] ?? Object.values(processes).find(({ xml }) => id.test(xml));
  return named && (call.binding !== "versionTag" || hasTag(named, call.versionTag)) ? named : undefined;
}

function hasTag({ xml }: ProcessSource, tag = ""): boolean {
  return [...xml.matchAll(/:versionTag\s[^>]*?value="([^"]*)"/g)].some(([, value]) => value === tag);
}
