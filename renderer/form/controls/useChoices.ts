import { useEffect, useState } from "react";
import { type FormSchema, formatPointer, kindOf, ownDivision, valueAt } from "../../../engine/form/index.ts";
import type { Choice, FormServices, OptionKind, OptionQuery } from "../services.ts";

const looked = new Set(["division", "orgUnit", "account", "reference"]);

/** Whether a value is a code whose label must be loaded. */
export function needsLabel(schema: FormSchema): boolean {
  return Boolean(schema["x-options"] ?? schema.items?.["x-options"]) || looked.has(kindOf(schema) ?? "");
}

/** What a field's picker asks its loader for; `beside` is the value beside it that its choices depend on. */
export function optionSource(schema: FormSchema, beside?: string): { kind: OptionKind; params: OptionQuery } {
  const row = schema["x-row"];
  if (row) return { kind: "row", params: { record: beside, table: row.table } };
  const list = schema["x-options"] ?? schema.items?.["x-options"];
  if (list) return { kind: "codeList", params: { list: list.list } };
  const reference = schema["x-reference"];
  if (reference) {
    const within = reference.within === ownDivision ? ownDivision : beside;
    return { kind: "reference", params: { ...reference, within } };
  }
  const kind = kindOf(schema);
  return { kind: kind === "division" || kind === "account" ? kind : "orgUnit", params: {} };
}

/** The labels of stored values, loaded once; a value whose label cannot be had is shown itself. */
export function useLabels(
  services: FormServices,
  schema: FormSchema,
  values: readonly string[],
  beside?: string,
): Choice[] {
  const [labels, setLabels] = useState<Choice[]>([]);
  const key = values.join("\n");
  useEffect(() => {
    const wanted = key === "" ? [] : key.split("\n");
    if (wanted.length === 0 || !services.loadOptions) return;
    let current = true;
    const { kind, params } = optionSource(schema, beside);
    services.loadOptions(kind, { ...params, values: wanted }, "").then(
      (found) => current && setLabels(found),
      () => current && setLabels([]),
    );
    return () => {
      current = false;
    };
  }, [services, schema, key, beside]);
  return values.map((value) => labels.find((choice) => choice.value === value) ?? { value, label: value });
}

/** Name of the field that a choice depends on: the record whose row is chosen, or the division to choose within. */
export const besideField = (schema: FormSchema): string | undefined => {
  const field = schema["x-row"]?.of ?? schema["x-reference"]?.within;
  return field === ownDivision ? undefined : field;
};

/** The value that a choice depends on, looked for beside the field and then further out. */
export function valueBeside(schema: FormSchema, ...scopes: unknown[]): string | undefined {
  const of = besideField(schema);
  if (of === undefined) return undefined;
  const found = scopes.map((scope) => valueAt(scope, formatPointer([of])));
  return found.find((value): value is string => typeof value === "string" && value !== "");
}
