import { type FormSchema, levels as levelNames } from "../form/index.ts";
import { mergeSchema, mergeUi } from "./extend.ts";
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

/** What a form adds to the record type it extends. */
export interface AddedForm {
  schema: FormSchema;
  ui: UiSchema;
  /** Layouts that variants may name, by file. */
  uis?: Readonly<Record<string, UiSchema>>;
  /** What each level fills of what is added; all of it without any. */
  variants?: readonly FormVariant[];
}

/** The variant that names a level; null where all levels fill the same, undefined where this one fills nothing. */
function at<V extends { levels: readonly string[] }>(variants: readonly V[], level: string): V | null | undefined {
  return variants.length === 0 ? null : variants.find(({ levels }) => levels.includes(level));
}

function merged(
  base: Pick<ResolvedVariant, "schema" | "ui">,
  added: AddedForm,
  variant: FormVariant | null,
): Pick<ResolvedVariant, "schema" | "ui"> {
  const own = variant ? variantSchema(added.schema, variant) : added.schema;
  const names = Object.keys(own.properties ?? {}).filter((name) => !Object.hasOwn(base.schema.properties ?? {}, name));
  const ui = (variant?.ui && added.uis?.[variant.ui]) || added.ui;
  return { schema: mergeSchema(base.schema, own), ui: mergeUi(base, ui, names) };
}

/**
 * The variants of a form that extends another: each level fills what the base has for it and what of the added fields is
 * for it. Where only one of the two tells levels apart the other is the same for all of them; a level that either leaves
 * out files no such form.
 */
export function extendVariants(
  base: Pick<ResolvedVariant, "schema" | "ui"> & { variants: readonly ResolvedVariant[] },
  added: AddedForm,
): ResolvedVariant[] {
  const own = added.variants ?? [];
  if (own.length === 0 && base.variants.length === 0) return [];
  const found = new Map<string, ResolvedVariant>();
  for (const level of levelNames) {
    const [below, variant] = [at(base.variants, level), at(own, level)];
    if (below === undefined || variant === undefined) continue;
    const parts = [below, variant].filter((part) => part !== null);
    const key = parts.map((part) => part.key).join(".");
    const known = found.get(key);
    if (known) known.levels.push(level);
    else {
      const title = [...new Set(parts.map((part) => part.title))].join(" · ");
      found.set(key, { key, title, levels: [level], ...merged(below ?? base, added, variant) });
    }
  }
  return [...found.values()];
}
