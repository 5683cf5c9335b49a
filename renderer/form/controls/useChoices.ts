import { useEffect, useState } from "react";
import { type FormSchema, kindOf } from "../../../engine/form/index.ts";
import type { Choice, FormServices, OptionKind, OptionQuery } from "../services.ts";

/** What a field's picker asks its loader for. */
export function optionSource(schema: FormSchema): { kind: OptionKind; params: OptionQuery } {
  const list = schema["x-options"] ?? schema.items?.["x-options"];
  if (list) return { kind: "codeList", params: { list: list.list } };
  const reference = schema["x-reference"];
  if (reference) return { kind: "reference", params: { ...reference } };
  const kind = kindOf(schema);
  return { kind: kind === "division" || kind === "account" ? kind : "orgUnit", params: {} };
}

/** The labels of stored values, loaded once; a value whose label cannot be had is shown itself. */
export function useLabels(services: FormServices, schema: FormSchema, values: readonly string[]): Choice[] {
  const [labels, setLabels] = useState<Choice[]>([]);
  const key = values.join("\n");
  useEffect(() => {
    const wanted = key === "" ? [] : key.split("\n");
    if (wanted.length === 0 || !services.loadOptions) return;
    let current = true;
    const { kind, params } = optionSource(schema);
    services.loadOptions(kind, { ...params, values: wanted }, "").then(
      (found) => current && setLabels(found),
      () => current && setLabels([]),
    );
    return () => {
      current = false;
    };
  }, [services, schema, key]);
  return values.map((value) => labels.find((choice) => choice.value === value) ?? { value, label: value });
}
