import { type FormSchema, formatPointer, ownDivision, resolve } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { divisionPrefix } from "../../query/condition.ts";
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
  /** Code of the division it has to lie in, where the field asks for one and one is chosen. */
  within: string | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Place {
  root: FormSchema;
  path: (string | number)[];
  /** The tables around the value, the innermost first. */
  scopes: readonly Data[];
  /** Division of the unit whose record it is. */
  division: string | undefined;
}

/** The division that a reference is narrowed to: one chosen beside it or further out, or the own unit's. */
function withinOf(named: string | undefined, { scopes, division }: Place): string | undefined {
  if (named === undefined) return undefined;
  if (named === ownDivision) return division;
  const chosen = scopes.map((scope) => scope[named]).find(Boolean);
  return typeof chosen === "string" ? chosen : undefined;
}

function found(schema: FormSchema, value: unknown, at: Place): Reference[] {
  const { root, path, scopes } = at;
  if (value === undefined || value === null) return [];
  const field = resolve(schema, root);
  const target = field["x-reference"];
  if (target) {
    if (typeof value !== "string" || value === "") return [];
    const place = { pointer: formatPointer(path), field: String(path[0]), title: field.title ?? "" };
    const within = withinOf(target.within, at);
    return [{ ...place, recordType: target.recordType, id: value, official: target.official === true, within }];
  }
  if (Array.isArray(value)) {
    const { items } = field;
    return items ? value.flatMap((item, row) => found(items, item, { ...at, path: [...path, row] })) : [];
  }
  if (typeof value !== "object") return [];
  const inner = [value as Data, ...scopes];
  return Object.entries(field.properties ?? {}).flatMap(([name, property]) =>
    found(property, (value as Data)[name], { ...at, scopes: inner, path: [...path, name] }),
  );
}

/**
 * Every reference to another record that the data holds, in sub-tables too.
 * @param division of the unit whose record it is, for references that have to lie there.
 */
export function referencesOf(
  { schema }: Pick<RegisteredRecordType, "schema">,
  data: Data,
  division?: string,
): Reference[] {
  return found(schema, data, { root: schema, path: [], scopes: [], division });
}

interface Target {
  id: string;
  record_type: string;
  division: string;
  cancelled: boolean;
  official: boolean;
}

function faultOf({ recordType, official, within }: Reference, target: Target | undefined): string | undefined {
  if (target?.record_type !== recordType) return "所选的记录不存在或不在您的查看范围内，请另选一条";
  if (target.cancelled) return "所选的记录已取消，请另选一条";
  if (official && !target.official) return "所选的记录尚未审核生效，请选择已生效的记录";
  const outside = within !== undefined && !target.division.startsWith(divisionPrefix(within));
  return outside ? "所选的记录不在所选的区划内，请重新选择" : undefined;
}

/**
 * Looks up the references that are new against what the record held before, or have to lie in another division now.
 * @throws AppError 422 at each that names nothing visible, another type, a cancelled record, one that is not in force
 * where the field asks for an official one, or one outside the division chosen beside it.
 */
export async function checkReferences(
  tx: Tx,
  references: readonly Reference[],
  before: readonly Reference[],
): Promise<void> {
  const key = ({ id, field, within }: Reference) => `${field} ${id} ${within ?? ""}`;
  const kept = new Set(before.map(key));
  const fresh = references.filter((one) => !kept.has(key(one)));
  if (fresh.length === 0) return;
  const rows = await sql<Target>(
    tx,
    "select id, record_type, division_code as division, cancelled_at is not null as cancelled, in_force_revision_id is not null as official from record where id = any($1::uuid[])",
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
