import type { FormSchema } from "../form/index.ts";
import type { FormVariant } from "./meta/manifest.gen.ts";
import type { UiSchema } from "./package.ts";

/** A level's form, ready to be filled. */
export interface ResolvedVariant {
  key: string;
  title: string;
  levels: FormVariant["levels"];
  schema: FormSchema;
  ui: UiSchema;
}

const levelNames = ["city", "district", "street", "village"] as const;

/** The schema with the variant's fields only, called and demanded as it says. */
export function variantSchema(
  schema: FormSchema,
  { without = [], required = [], titles = {} }: Pick<FormVariant, "without" | "required" | "titles">,
): FormSchema {
  const gone = new Set(without);
  const fields = Object.entries(schema.properties ?? {})
    .filter(([name]) => !gone.has(name))
    .map(([name, field]) => [name, titles[name] === undefined ? field : { ...field, title: titles[name] }] as const);
  const about = (pointers: string[] | undefined): boolean =>
    !pointers?.length || pointers.some((pointer) => !gone.has(pointer.split("/")[1] ?? ""));
  const rules = schema["x-rules"]?.filter((rule) => about(rule.fields));
  return {
    ...schema,
    properties: Object.fromEntries(fields),
    required: [...new Set([...(schema.required ?? []), ...required])].filter((name) => !gone.has(name)),
    ...(rules && { "x-rules": rules }),
  };
}

/** Each variant with its own schema and layout; `uiOf` gives the layout a file name stands for. */
export function resolveVariants(
  variants: readonly FormVariant[] | undefined,
  schema: FormSchema,
  uiOf: (file: string | undefined) => UiSchema,
): ResolvedVariant[] {
  return (variants ?? []).map((variant) => ({
    key: variant.key,
    title: variant.title,
    levels: variant.levels,
    schema: variantSchema(schema, variant),
    ui: uiOf(variant.ui),
  }));
}

/** The variant that units of a level (1 city to 4 village) fill; undefined where none does. */
export function variantFor(variants: readonly ResolvedVariant[], level: number): ResolvedVariant | undefined {
  const name = levelNames[level - 1];
  return name && variants.find(({ levels }) => levels.includes(name));
}
