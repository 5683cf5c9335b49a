import { type FormSchema, formatPointer, kindOf, resolve } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { type Data, invalidData } from "./check-data.ts";

interface UnitValue {
  pointer: string;
  title: string;
  id: string;
}

function found(schema: FormSchema, root: FormSchema, value: unknown, path: (string | number)[]): UnitValue[] {
  if (value === undefined || value === null) return [];
  const field = resolve(schema, root);
  if (kindOf(field) === "orgUnit") {
    return [value].flat().flatMap((id) => {
      const isNamed = typeof id === "string" && id !== "";
      return isNamed ? [{ pointer: formatPointer(path), title: field.title ?? "", id }] : [];
    });
  }
  if (Array.isArray(value)) {
    const { items } = field;
    return items ? value.flatMap((item, at) => found(items, root, item, [...path, at])) : [];
  }
  if (typeof value !== "object") return [];
  return Object.entries(field.properties ?? {}).flatMap(([name, property]) =>
    found(property, root, (value as Data)[name], [...path, name]),
  );
}

const KNOWN = `select id::text as id from org_unit
  where id = any($1::bigint[]) and (valid_to is null or valid_to > current_date)`;

/**
 * Refuses units that are newly named and not in the organisation today; those named before may have been merged since.
 * @throws AppError 422 at each of them.
 */
export async function checkUnits(
  tx: Tx,
  { schema }: Pick<RegisteredRecordType, "schema">,
  { data, before = {} }: { data: Data; before?: Data },
): Promise<void> {
  const named = found(schema, schema, data, []);
  if (named.length === 0) return;
  const kept = new Set(found(schema, schema, before, []).map(({ id }) => id));
  const fresh = named.filter(({ id }) => !kept.has(id));
  if (fresh.length === 0) return;
  const ids = fresh.map(({ id }) => id).filter((id) => /^\d{1,15}$/.test(id));
  const known = new Set((await sql<{ id: string }>(tx, KNOWN, [ids])).map(({ id }) => id));
  const errors = fresh
    .filter(({ id }) => !known.has(id))
    .map(({ pointer, title }) => {
      return { pointer, title, keyword: "orgUnit", message: "机构库中没有这个单位，请从机构中选择" };
    });
  if (errors.length > 0) throw invalidData(errors);
}
