import { type FormSchema, kindOf, resolve } from "../../engine/form/index.ts";
import { addRecord, type LabelTargets, type ResolvedLabels } from "../query/labels.ts";

/** Gathers the values of a record's data that stand for divisions, units, accounts and other records. */
export function gatherTargets(schema: FormSchema, root: FormSchema, value: unknown, targets: LabelTargets): void {
  if (value === null || value === undefined || value === "") return;
  const field = resolve(schema, root);
  if (Array.isArray(value)) {
    for (const item of value) gatherTargets({ ...field.items, ...withKind(field) }, root, item, targets);
  } else if (typeof value === "object") {
    for (const [name, property] of Object.entries(field.properties ?? {})) {
      gatherTargets(property, root, (value as Record<string, unknown>)[name], targets);
    }
  } else addTarget(field, String(value), targets);
}

/** An array of divisions, units or references tells its kind at the array. */
function withKind(field: FormSchema): Partial<FormSchema> {
  const kind = field["x-kind"];
  return kind === "division" || kind === "orgUnit" || kind === "account" || kind === "reference"
    ? { "x-kind": kind, ...(field["x-reference"] && { "x-reference": field["x-reference"] }) }
    : {};
}

function addTarget(field: FormSchema, value: string, targets: LabelTargets): void {
  const kind = kindOf(field);
  if (kind === "division") targets.divisions.add(value);
  else if (kind === "orgUnit") targets.units.add(value);
  else if (kind === "account") targets.accounts.add(value);
  else if (field["x-reference"]) addRecord(targets, field["x-reference"].recordType, value);
}

/** All names in one map; unit and account numbers could collide, and of those a form shows units far more often. */
export function flatLabels({ divisions, units, accounts, records }: ResolvedLabels): Record<string, string> {
  return Object.fromEntries([...accounts, ...units, ...divisions, ...records]);
}
