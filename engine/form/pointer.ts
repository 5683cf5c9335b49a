import type { FormSchema } from "./dialect.ts";

/** Splits a JSON pointer (RFC 6901) into its unescaped parts. */
export function parsePointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Joins parts to a JSON pointer. */
export function formatPointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The value a pointer leads to, or undefined; only own properties are followed. */
export function valueAt(data: unknown, pointer: string): unknown {
  let value = data;
  for (const part of parsePointer(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Follows local `$ref`s (`#/definitions/...`) to the schema meant; keywords beside the `$ref` win. */
export function resolve(schema: FormSchema, root: FormSchema): FormSchema {
  let current = schema;
  for (let hop = 0; current.$ref?.startsWith("#") && hop < 32; hop += 1) {
    const { $ref, ...beside } = current;
    const target = valueAt(root, decodeURIComponent($ref.slice(1))) as FormSchema | undefined;
    if (!target) return current;
    current = { ...target, ...beside };
  }
  return current;
}

/** The schema of a sub-table's row with its columns resolved, so that whoever draws it needs no root. */
export function resolveRow(items: FormSchema, root: FormSchema): FormSchema {
  const row = resolve(items, root);
  if (!row.properties) return row;
  const columns = Object.entries(row.properties).map(([name, column]) => [name, resolve(column, root)] as const);
  return { ...row, properties: Object.fromEntries(columns) };
}

/** A property's schema, looked for in the conditional and combined parts too. */
function propertyOf(schema: FormSchema, name: string, root: FormSchema, depth = 0): FormSchema | undefined {
  const own = schema.properties;
  if (own && Object.hasOwn(own, name)) return own[name];
  if (depth > 8) return undefined;
  const parts = [schema.then, schema.else, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  for (const part of parts) {
    const found = part && propertyOf(resolve(part, root), name, root, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The schema of the field that a data pointer names, with the Chinese path to it. */
export function fieldAt(root: FormSchema, pointer: string): { schema?: FormSchema; title: string } {
  let schema: FormSchema | undefined = resolve(root, root);
  const titles: string[] = [];
  for (const part of parsePointer(pointer)) {
    const row: boolean = /^\d+$/.test(part) && schema?.items !== undefined;
    const next: FormSchema | undefined = row ? schema?.items : schema && propertyOf(schema, part, root);
    schema = next && resolve(next, root);
    titles.push(row ? `第 ${Number(part) + 1} 行` : (schema?.title ?? part));
  }
  return { ...(schema && { schema }), title: titles.join(" › ") };
}

/** Title of the field `name` that stands beside the field a data pointer names, or further out; the name where there is none. */
export function titleBeside(root: FormSchema, pointer: string, name: string): string {
  const path = parsePointer(pointer);
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const { schema } = fieldAt(root, formatPointer([...path.slice(0, depth), name]));
    if (schema) return schema.title ?? name;
  }
  return name;
}
