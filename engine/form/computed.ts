import { evaluateFeel } from "../expression/index.ts";
import type { FormSchema } from "./dialect.ts";
import { resolve } from "./pointer.ts";

type Data = Record<string, unknown>;

const decimalsOf = (step: number) => (String(step).split(".")[1] ?? "").length;

function rounded(value: unknown, field: FormSchema): unknown {
  if (typeof value !== "number" || !field.multipleOf) return value;
  return Number(value.toFixed(decimalsOf(field.multipleOf)));
}

function computedValue(field: FormSchema, context: Data): unknown {
  const result = evaluateFeel(field["x-computed"] as string, context);
  return result.ok && result.value !== null ? rounded(result.value, field) : undefined;
}

function computeObject(schema: FormSchema, root: FormSchema, data: Data, outer: Data): Data {
  let current = data;
  const assign = (name: string, value: unknown) => {
    if (Object.is(current[name], value) || JSON.stringify(current[name]) === JSON.stringify(value)) return;
    const { [name]: _, ...others } = current;
    current = value === undefined ? others : { ...current, [name]: value };
  };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = resolve(property, root);
    const value = current[name];
    if (field["x-computed"]) assign(name, computedValue(field, { ...outer, ...current }));
    else if (Array.isArray(value) && field.items)
      assign(name, computeRows(resolve(field.items, root), root, value, { ...outer, ...current }));
    else if (field.properties && isData(value))
      assign(name, computeObject(field, root, value, { ...outer, ...current }));
  }
  return current;
}

const isData = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

function computeRows(row: FormSchema, root: FormSchema, rows: unknown[], outer: Data): unknown[] {
  if (!row.properties) return rows;
  return rows.map((value) => (isData(value) ? computeObject(row, root, value, outer) : value));
}

const hasComputed = (schema: unknown): boolean =>
  typeof schema === "object" &&
  schema !== null &&
  ("x-computed" in schema || Object.values(schema).some((value) => hasComputed(value)));

/** Rounds in which computed fields that depend on one another settle; a cycle stops there. */
const maxRounds = 8;

/**
 * The data with its computed fields filled in. A row's formulas see the row's fields and, behind them, the record's;
 * a formula that cannot be computed leaves its field empty. Unchanged data is returned as it came.
 */
export function computeFields<T>(schema: FormSchema, data: T): T {
  if (!isData(data) || !hasComputed(schema)) return data;
  let current: Data = data;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = computeObject(resolve(schema, schema), schema, current, {});
    if (next === current) break;
    current = next;
  }
  return current as T;
}
