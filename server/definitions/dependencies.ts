import { type DefinitionPackage, dependencies } from "../../engine/definition/index.ts";
import type { LiveDefinition } from "./registry.ts";

/** Version ids of everything a package builds on, directly or not, as it is live now; unknown keys are left out. */
export function pinnedDependencies(
  pkg: DefinitionPackage,
  live: ReadonlyMap<string, LiveDefinition>,
): Record<string, number> {
  const pins: Record<string, number> = {};
  const visit = (keys: readonly string[]): void => {
    for (const key of keys) {
      const found = live.get(key);
      if (!found || key in pins) continue;
      pins[key] = found.versionId;
      visit(dependencies(found.pkg));
    }
  };
  visit(dependencies(pkg));
  return pins;
}

/** Live packages that build on the key, directly or not, nearest first. */
export function dependantsOf(key: string, live: readonly LiveDefinition[]): LiveDefinition[] {
  const found: LiveDefinition[] = [];
  let wave = [key];
  while (wave.length > 0) {
    const next = live.filter(
      (each) => !found.includes(each) && dependencies(each.pkg).some((one) => wave.includes(one)),
    );
    found.push(...next);
    wave = next.map((each) => each.key);
  }
  return found;
}
