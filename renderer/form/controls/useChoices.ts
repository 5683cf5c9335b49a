import { useEffect, useState } from "react";
import { type FormSchema, formatPointer, kindOf, valueAt } from "../../../engine/form/index.ts";
import type { Choice, FormServices, OptionKind, OptionQuery } from "../services.ts";

/** What a field's picker asks its loader for; `record` is the one chosen beside it, where it picks one of its rows. */
export function optionSource(schema: FormSchema, record?: string): { kind: OptionKind; params: OptionQuery } {
  const row = schema["x-row"];
  if (row) return { kind: "row", params: { record, table: row.table } };
  const list = schema["x-options"] ?? schema.items?.["x-options"];
  if (list) return { kind: "codeList", params: { list: list.list } };
  const reference = schema["x-reference"];
  if (reference) return { kind: "reference", params: { ...reference } };
  const kind = kindOf(schema);
  return { kind: kind === "division" || kind === "account" ? kind : "orgUnit", params: {} };
}

/** The labels of stored values, loaded once; a value whose label cannot be had is shown itself. */
export function useLabels(
  services: FormServices,
  schema: FormSchema,
  values: readonly string[],
  record?: string,
): Choice[] {
  const [labels, setLabels] = useState<Choice[]>([]);
  const key = values.join("\n");
  useEffect(() => {
    const wanted = key === "" ? [] : key.split("\n");
    if (wanted.length === 0 || !services.loadOptions) return;
    let current = true;
    const { kind, params } = optionSource(schema, record);
    services.loadOptions(kind, { ...params, values: wanted }, "").then(
      (found) => current && setLabels(found),
      () => current && setLabels([]),
    );
    return () => {
      current = false;
    };
  }, [services, schema, key, record]);
  return values.map((value) => labels.find((choice) => choice.value === value) ?? { value, label: value });
}

/** The record that a row is chosen from, looked for beside the field and then further out. */
export function recordBeside(schema: FormSchema, ...scopes: unknown[]): string | undefined {
  const of = schema["x-row"]?.of;
  if (of === undefined) return undefined;
  const found = scopes.map((scope) => valueAt(scope, formatPointer([of])));
  return found.find((value): value is string => typeof value === "string" && value !== "");
}
