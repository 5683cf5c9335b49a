import { define } from "./blank.ts";
import type { FormSchema } from "./dialect.ts";
import { resolve } from "./pointer.ts";

function defaultOf(schema: FormSchema, root: FormSchema, depth: number): unknown {
  const field = resolve(schema, root);
  if (field.default !== undefined) return structuredClone(field.default);
  if (!field.properties || depth > 32) return undefined;
  const values: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(field.properties)) {
    const value = defaultOf(property, root, depth + 1);
    if (value !== undefined) define(values, name, value);
  }
  return depth === 0 || Object.keys(values).length > 0 ? values : undefined;
}

/** A new record's data: the defaults the schema declares, nothing else. */
export function defaults(schema: FormSchema): Record<string, unknown> {
  return (defaultOf(schema, schema, 0) ?? {}) as Record<string, unknown>;
}
