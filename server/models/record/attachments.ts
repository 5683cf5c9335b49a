import { type FormSchema, formatPointer, kindOf, resolve } from "../../../engine/form/index.ts";
import { sql, type Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { type Data, invalidData } from "./check-data.ts";

interface Place {
  pointer: string;
  title: string;
  /** The entry in the data, changed in place when its facts are filled in. */
  entry: Record<string, unknown>;
}

interface AttachmentRow {
  id: string;
  record_id: string | null;
  name: string;
  size: number;
  mediaType: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const holders = new WeakMap<FormSchema, boolean>();

/** Whether a schema has a place for attachments anywhere; most forms that are saved often have none. */
export function holdsAttachments(schema: FormSchema, root: FormSchema, depth = 0): boolean {
  const field = resolve(schema, root);
  const kind = kindOf(field);
  if (kind === "attachment" || kind === "image") return true;
  if (depth > 8) return false;
  const inner = [...Object.values(field.properties ?? {}), ...(field.items ? [field.items] : [])];
  return inner.some((one) => holdsAttachments(one, root, depth + 1));
}

function placesOf(schema: FormSchema, root: FormSchema, value: unknown, path: (string | number)[]): Place[] {
  const field = resolve(schema, root);
  const kind = kindOf(field);
  if (Array.isArray(value)) {
    if (kind === "attachment" || kind === "image") {
      return value
        .filter(isObject)
        .map((entry, at) => ({ pointer: formatPointer([...path, at]), title: field.title ?? "附件", entry }));
    }
    return field.items ? value.flatMap((row, at) => placesOf(field.items as FormSchema, root, row, [...path, at])) : [];
  }
  if (!isObject(value)) return [];
  return Object.entries(field.properties ?? {}).flatMap(([name, property]) =>
    placesOf(property, root, value[name], [...path, name]),
  );
}

/** Attachments a record's data names, and those among them that are new to the record. */
export interface AttachmentLinks {
  data: Data;
  /** Every id the data names. */
  ids: string[];
  added: { id: string; name: string; size: number }[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Looks the named attachments up and writes their true name, size and type into the data, whatever was sent. One may
 * name what the record has already and what one uploaded oneself.
 * @throws AppError 422 at each attachment that is neither.
 */
export async function checkAttachments(
  tx: Tx,
  resolved: RegisteredRecordType,
  given: Data,
  { recordId, accountId }: { recordId: string; accountId: number },
): Promise<AttachmentLinks> {
  const { schema } = resolved;
  if (!holders.has(schema)) holders.set(schema, holdsAttachments(schema, schema));
  if (!holders.get(schema)) return { data: given, ids: [], added: [] };
  const data = structuredClone(given);
  const places = placesOf(schema, schema, data, []);
  if (places.length === 0) return { data, ids: [], added: [] };
  const ids = places.map(({ entry }) => String(entry.id)).filter((id) => uuid.test(id));
  const rows = await sql<AttachmentRow>(
    tx,
    `select id, record_id, file_name as name, size, media_type as "mediaType" from attachment
     where id = any($1::uuid[]) and removed_at is null
       and (record_id = $2 or (record_id is null and uploaded_by = $3))`,
    [ids, recordId, accountId],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const errors = places
    .filter(({ entry }) => !found.has(String(entry.id)))
    .map(({ pointer, title }) => ({
      pointer,
      title,
      keyword: "attachment",
      message: "附件不存在或不是您上传的，请重新上传",
    }));
  if (errors.length > 0) throw invalidData(errors);
  for (const { entry } of places) {
    const { id, name, size, mediaType } = found.get(String(entry.id)) as AttachmentRow;
    Object.assign(entry, { id, name, size, mediaType });
  }
  const added = rows.filter(({ record_id }) => record_id === null);
  return { data, ids, added };
}
