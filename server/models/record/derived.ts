import {
  type DerivedValue,
  derivedValues,
  deriveFields,
  type FormSchema,
  hasDerived,
  unknownSource,
} from "../../../engine/form/index.ts";
import type { AppContext } from "../../context.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import type { Data } from "./check-data.ts";
import type { LoadedRecord } from "./loaded-record.ts";

interface Official {
  id: string;
  data: Data | null;
}

/** The value of one field of a record that a form derives from. */
export interface SourceSaid {
  id: string;
  field: string;
  value: unknown;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What official records say, by id; a record that is out of scope is absent, one without an official revision says nothing. */
export async function officialData(tx: Tx, sources: readonly DerivedValue[]): Promise<ReadonlyMap<string, Data>> {
  const ids = [...new Set(sources.flatMap(({ id }) => (id && uuid.test(id) ? [id] : [])))];
  if (ids.length === 0) return new Map();
  const rows = await sql<Official>(
    tx,
    `select r.id, case when r.cancelled_at is null then (select v.data from record_revision v where v.id = r.in_force_revision_id) end as data
     from record r where r.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, data }) => [id, data ?? {}]));
}

/** What the records chosen in the data say of the fields a schema derives from them; nothing of one out of scope. */
export async function saidBySources(tx: Tx, schema: FormSchema, data: unknown): Promise<SourceSaid[]> {
  const values = derivedValues(schema, data).slice(0, 2000);
  const official = await officialData(tx, values);
  return values.flatMap(({ id, field }) => {
    const said = id === undefined ? undefined : official.get(id.toLowerCase());
    return said && id !== undefined ? [{ id, field, value: said[field] ?? null }] : [];
  });
}

/** The data with what other records say of it now; a source that is out of scope leaves what was known before. */
export async function withDerived(tx: Tx, { schema }: Pick<RegisteredRecordType, "schema">, data: Data): Promise<Data> {
  if (!hasDerived(schema)) return data;
  const official = await officialData(tx, derivedValues(schema, data));
  return deriveFields(schema, data, ({ id, field }) => {
    const said = official.get(id.toLowerCase());
    return said ? said[field] : unknownSource;
  });
}

/** A record whose content is still being filled, with what its sources say now. */
export async function liveDerived(tx: Tx, record: LoadedRecord): Promise<LoadedRecord> {
  const { latest, resolved, status } = record;
  if ((status !== "draft" && status !== "returned") || !hasDerived(resolved.schema)) return record;
  return { ...record, latest: { ...latest, data: await withDerived(tx, resolved, latest.data) } };
}

const derivers = new WeakMap<RegisteredRecordType, ReadonlySet<string>>();

function sourceTypes(type: RegisteredRecordType): ReadonlySet<string> {
  const known = derivers.get(type);
  if (known) return known;
  const text = hasDerived(type.schema) ? JSON.stringify(type.schema) : "";
  const found = new Set([...text.matchAll(/"recordType":"([^"]+)"/g)].map(([, target]) => target as string));
  derivers.set(type, found);
  return found;
}

/** Whether any live form may hold values derived from records of a type. */
export function isSource({ definitions }: Pick<AppContext, "definitions">, recordType: string): boolean {
  return definitions.recordTypes().some((type) => sourceTypes(type).has(recordType));
}
