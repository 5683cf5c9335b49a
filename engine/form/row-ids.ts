import type { FormSchema } from "./dialect.ts";
import { resolve } from "./pointer.ts";

type Data = Record<string, unknown>;

const isData = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

function withIds(rows: unknown[], newId: () => string): unknown[] {
  const seen = new Set<unknown>();
  let changed = false;
  const named = rows.map((row) => {
    if (!isData(row)) return row;
    if (row.id !== undefined && row.id !== null && row.id !== "" && !seen.has(row.id)) {
      seen.add(row.id);
      return row;
    }
    changed = true;
    const id = newId();
    seen.add(id);
    return { ...row, id };
  });
  return changed ? named : rows;
}

/**
 * The data with an id for each row of the top-level sub-tables whose rows have one that nobody fills (an `id` without a
 * title): by it a row is known from one revision to the next, and to records that choose it. Of two rows with the same id
 * the later one gets a new one. Unchanged data is returned as it came.
 */
export function withRowIds(schema: FormSchema, data: Data, newId: () => string): Data {
  let current = data;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const rows = current[name];
    if (!Array.isArray(rows)) continue;
    const items = resolve(resolve(property, schema).items ?? {}, schema);
    const id = items.properties?.id;
    if (!id || id.title) continue;
    const named = withIds(rows, newId);
    if (named !== rows) current = { ...current, [name]: named };
  }
  return current;
}
