import { type FieldChange, type FormSchema, fieldAt, kindOf } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { addRecord, noTargets, type ResolvedLabels, resolveLabels } from "../query/labels.ts";

type Words = Pick<FieldChange, "before" | "after">;

/** Several values stand in one text; a number was written with its digits grouped. */
const valuesOf = (text: string): string[] => text.split("、").filter(Boolean);
const plain = (value: string): string => (/^\d{1,3}(,\d{3})+$/.test(value) ? value.replaceAll(",", "") : value);

/** What tells what a field's values are: of several values, its items. */
function leafOf(schema: FormSchema): FormSchema {
  const items = schema.items;
  if (schema.type !== "array" || !items) return schema;
  const kind = schema["x-kind"];
  return {
    ...items,
    ...(schema["x-reference"] && { "x-reference": schema["x-reference"] }),
    ...(kind && { "x-kind": kind }),
  };
}

function optionNames(ctx: AppContext, schema: FormSchema): ReadonlyMap<string, string> | undefined {
  const list = schema["x-options"]?.list;
  return list === undefined
    ? undefined
    : new Map(ctx.definitions.codeList(list).items.map(({ code, title }) => [code, title]));
}

function namesOf(ctx: AppContext, field: FormSchema, labels: ResolvedLabels): ReadonlyMap<string, string> | undefined {
  const kind = kindOf(field);
  if (kind === "division") return labels.divisions;
  if (kind === "orgUnit") return labels.units;
  if (kind === "account") return labels.accounts;
  return field["x-reference"] ? labels.records : optionNames(ctx, field);
}

function named(text: string, names: ReadonlyMap<string, string>): string {
  return valuesOf(text)
    .map((value) => names.get(plain(value)) ?? value)
    .join("、");
}

/** Changes as people read them: divisions, units, accounts, records and codes of lists by their names. */
export async function labelChanges(
  ctx: AppContext,
  tx: Tx,
  schema: FormSchema,
  changes: readonly FieldChange[],
): Promise<FieldChange[]> {
  const fields = changes.map(({ pointer }) => {
    const { schema: field } = fieldAt(schema, pointer);
    return field && leafOf(field);
  });
  const targets = noTargets();
  changes.forEach(({ before, after }: Words, at) => {
    const field = fields[at];
    if (!field) return;
    const kind = kindOf(field);
    for (const value of [...valuesOf(before), ...valuesOf(after)].map(plain)) {
      if (kind === "division") targets.divisions.add(value);
      else if (kind === "orgUnit") targets.units.add(value);
      else if (kind === "account") targets.accounts.add(value);
      else if (field["x-reference"]) addRecord(targets, field["x-reference"].recordType, value);
    }
  });
  const labels = await resolveLabels(ctx, tx, targets);
  return changes.map((change, at) => {
    const field = fields[at];
    const names = field && namesOf(ctx, field, labels);
    return names ? { ...change, before: named(change.before, names), after: named(change.after, names) } : change;
  });
}
