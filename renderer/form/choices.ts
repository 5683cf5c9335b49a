import type { FormSchema } from "../../engine/form/index.ts";

/** The choices an enum offers, with their Chinese names. */
export function choicesOf(schema: FormSchema): { value: string | number; label: string }[] {
  const source = schema.enum ? schema : (schema.items ?? {});
  return (source.enum ?? []).map((value, at) => ({
    value: value as string | number,
    label: source["x-enumNames"]?.[at] ?? String(value),
  }));
}
