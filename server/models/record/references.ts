import { type FormSchema, formatPointer, resolve } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { type Data, invalidData } from "./check-data.ts";

/** One reference in a record's data. */
export interface Reference {
  pointer: string;
  /** Top-level field it stands in. */
  field: string;
  title: string;
  recordType: string;
  id: string;
  /** It has to be in force. */
  official: boolean;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function found(schema: FormSchema, root: FormSchema, value: unknown, path: (string | number)[]): Reference[] {
  if (value === undefined || value === null) return [];
  const field = resolve(schema, root);
  const target = field["x-reference"];
  if (target) {
    if (typeof value !== "string" || value === "") return [];
    const place = { pointer: formatPointer(path), field: String(path[0]), title: field.title ?? "" };
    return [{ ...place, recordType: target.recordType, id: value, official: target.official === true }];
  }
  if (Array.isArray(value)) {
    return field.items ? value.flatMap((item, at) => found(field.items as FormSchema, root, item, [...path, at])) : [];
  }
  if (typeof value !== "object") return [];
  return Object.entries(field.properties ?? {}).flatMap(([name, property]) =>
    found(property, root, (value as Data)[name], [...path, name]),
  );
}

/** Every reference to another record that the data holds, in sub-tables too. */
export function referencesOf({ schema }: Pick<RegisteredRecordType, "schema">, data: Data): Reference[] {
  return found(schema, schema, data, []);
}

interface Target {
  id: string;
  record_type: string;
  cancelled: boolean;
  official: boolean;
}

function faultOf({ recordType, official }: Reference, target: Target | undefined): string | undefined {
  if (target?.record_type !== recordType) return "所选的记录不存在或不在您的查看范围内，请另选一条";
  if (target.cancelled) return "所选的记录已取消，请另选一条";
  return official && !target.official ? "所选的记录尚未审核生效，请选择已生效的记录" : undefined;
}

/**
 * Looks up the references that are new against what the record held before.
 * @throws AppError 422 at each that names nothing visible, another type, a cancelled record, or one that is
 * not in force where the field asks for an official one.
 */
export async function checkReferences(
  tx: Tx,
  references: readonly Reference[],
  before: readonly Reference[],
): Promise<void> {
  const kept = new Set(before.map(({ id, field }) => `${field} ${id}`));
  const fresh = references.filter(({ id, field }) => !kept.has(`${field} ${id}`));
  if (fresh.length === 0) return;
  const rows = await sql<Target>(
    tx,
    "select id, record_type, cancelled_at is not null as cancelled, in_force_revision_id is not null as official from record where id = any($1::uuid[])",
    [fresh.map(({ id }) => id).filter((id) => uuid.test(id))],
  );
  const targets = new Map(rows.map((row) => [row.id, row]));
  const errors = fresh.flatMap((reference) => {
    const message = faultOf(reference, targets.get(reference.id.toLowerCase()));
    const { pointer, title } = reference;
    return message ? [{ pointer, title, keyword: "reference", message }] : [];
  });
  if (errors.length > 0) throw invalidData(errors);
}

/** Rows of record_reference, each pair of field and target once. */
export function referenceRows(references: readonly Reference[]): { field: string; id: string }[] {
  return [...new Map(references.map(({ field, id }) => [`${field} ${id}`, { field, id }])).values()];
}
