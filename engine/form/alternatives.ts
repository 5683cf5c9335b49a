import type { ErrorObject } from "ajv";
import type { ValidationMode } from "./compile.ts";

const incompleteness = new Set(["required", "minItems", "minProperties", "dependencies", "contains"]);

/** Whether the finding only says that something is still missing. */
export function isIncompleteness(error: ErrorObject): boolean {
  return incompleteness.has(error.keyword);
}

function isUnder(error: ErrorObject, composite: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${composite.schemaPath}/`) && error.instancePath.startsWith(composite.instancePath)
  );
}

/** A branch of anyOf/oneOf that a draft could still grow into: everything wrong with it is that something is missing. */
function mayBecomeValid(branchErrors: ErrorObject[], composite: ErrorObject): boolean {
  const branches = new Map<string, boolean>();
  for (const error of branchErrors) {
    const branch = error.schemaPath.slice(composite.schemaPath.length + 1).split("/")[0] as string;
    branches.set(branch, (branches.get(branch) ?? true) && isIncompleteness(error));
  }
  return [...branches.values()].includes(true);
}

/**
 * Leaves one finding per anyOf/oneOf instead of one per branch, and none for `if` itself, whose `then`/`else` findings
 * speak. In a draft an alternative that may still become valid is no finding.
 */
export function dropAlternatives(errors: ErrorObject[], mode: ValidationMode): ErrorObject[] {
  let kept = errors.filter((error) => error.keyword !== "if");
  for (const composite of errors) {
    if (composite.keyword !== "anyOf" && composite.keyword !== "oneOf") continue;
    const branchErrors = errors.filter((error) => isUnder(error, composite));
    const pardoned = mode === "draft" && mayBecomeValid(branchErrors, composite);
    kept = kept.filter((error) => !branchErrors.includes(error) && !(pardoned && error === composite));
  }
  return kept;
}
