import type { FormSchema } from "./dialect.ts";
import { formatPointer, resolve } from "./pointer.ts";

type Data = Record<string, unknown>;

/** A value of the data that another record says: the field `field` of the record `id`. */
export interface DerivedValue {
  pointer: string;
  title: string;
  recordType: string;
  /** The record chosen in the reference beside it; undefined while none is. */
  id: string | undefined;
  field: string;
}

/** Gives what a source says: undefined where it says nothing, `unknown` where it cannot be asked. */
export type SourceValue = (source: DerivedValue & { id: string }) => unknown;

/** Says that a source could not be asked, so that what was known before is kept. */
export const unknownSource: unique symbol = Symbol("unknown source");

const isData = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

const derives = new WeakMap<FormSchema, boolean>();

/** Whether a schema derives anything at all; most do not. */
export function hasDerived(schema: FormSchema): boolean {
  const known = derives.get(schema);
  if (known !== undefined) return known;
  const found = Object.entries(schema).some(
    ([key, value]) =>
      key === "x-derived" || (typeof value === "object" && value !== null && hasDerived(value as FormSchema)),
  );
  derives.set(schema, found);
  return found;
}

function walk(
  schema: FormSchema,
  root: FormSchema,
  data: Data,
  path: (string | number)[],
  visit: (value: DerivedValue) => unknown,
): Data {
  let current = data;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = resolve(property, root);
    const at = [...path, name];
    const value = current[name];
    const next = field["x-derived"]
      ? visit(derivedOf(schema, root, { name, field, data: current, at }))
      : inner(field, root, value, at, visit);
    if (next === unknownSource || Object.is(next, value)) continue;
    const { [name]: _, ...others } = current;
    current = next === undefined ? others : { ...current, [name]: next };
  }
  return current;
}

function inner(
  field: FormSchema,
  root: FormSchema,
  value: unknown,
  at: (string | number)[],
  visit: (value: DerivedValue) => unknown,
): unknown {
  const row = field.items && resolve(field.items, root);
  if (Array.isArray(value) && row?.properties) {
    const rows = value.map((one, n) => (isData(one) ? walk(row, root, one, [...at, n], visit) : one));
    return rows.every((one, n) => one === value[n]) ? value : rows;
  }
  return field.properties && isData(value) ? walk(field, root, value, at, visit) : value;
}

function derivedOf(
  schema: FormSchema,
  root: FormSchema,
  { name, field, data, at }: { name: string; field: FormSchema; data: Data; at: (string | number)[] },
): DerivedValue {
  const { from, field: wanted } = field["x-derived"] as { from: string; field: string };
  const id = data[from];
  return {
    pointer: formatPointer(at),
    title: field.title ?? name,
    recordType: resolve(schema.properties?.[from] ?? {}, root)["x-reference"]?.recordType ?? "",
    id: typeof id === "string" && id !== "" ? id : undefined,
    field: wanted,
  };
}

/** Every value of the data that another record says, in sub-tables too, with the record that says it. */
export function derivedValues(schema: FormSchema, data: unknown): DerivedValue[] {
  const found: DerivedValue[] = [];
  if (!isData(data) || !hasDerived(schema)) return found;
  walk(resolve(schema, schema), schema, data, [], (value) => {
    found.push(value);
    return unknownSource;
  });
  return found;
}

/** The data with every derived value as its source says it now; one without a source is empty. Unchanged data is returned as it came. */
export function deriveFields<T>(schema: FormSchema, data: T, source: SourceValue): T {
  if (!isData(data) || !hasDerived(schema)) return data;
  const value = (one: DerivedValue) => (one.id === undefined ? undefined : source({ ...one, id: one.id }));
  return walk(resolve(schema, schema), schema, data, [], value) as T;
}
