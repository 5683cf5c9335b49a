import type { Finding } from "./checker/index.ts";
import type { ValidationMode } from "./compile.ts";

const incompleteness = new Set(["required", "minItems", "minProperties", "dependencies", "contains"]);

/** Whether the finding only says that something is still missing. */
export function isIncompleteness({ keyword }: Finding): boolean {
  return incompleteness.has(keyword);
}

/** An alternative that a draft could still grow into: everything wrong with it is that something is missing. */
function mayBecomeValid({ branches = [] }: Finding): boolean {
  return branches.some((branch) => branch.length > 0 && branch.every(isIncompleteness));
}

/** Leaves one finding per anyOf/oneOf; in a draft none where an alternative may still become valid. */
export function dropAlternatives(findings: readonly Finding[], mode: ValidationMode): Finding[] {
  return mode === "draft" ? findings.filter((one) => !mayBecomeValid(one)) : [...findings];
}
