import type { FormError, FormSchema } from "./dialect.ts";
import { fieldAt, formatPointer, resolve } from "./pointer.ts";

type Data = Record<string, unknown>;
type Path = readonly (string | number)[];

/** A value of a code list, as far as choosing it goes. */
export interface Option {
  code: string;
  title: string;
  parent?: string;
  retired?: boolean;
}

/** A value chosen from a code list, and where. */
interface Chosen {
  path: Path;
  list: string;
  code: string;
  /** Title of the field whose choice it has to belong to, and that choice. */
  parent?: { title: string; code: string | null };
}

const isTable = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);

function ofField(
  field: FormSchema,
  root: FormSchema,
  value: unknown,
  path: Path,
  table: Data,
  own: FormSchema,
): Chosen[] {
  if (field["x-derived"]) return []; // another record's choice
  const options = field["x-options"] ?? (field.items && resolve(field.items, root)["x-options"]);
  if (!options) return chosen(field, root, value, path);
  const { list, parentField } = options;
  const beside = parentField === undefined ? undefined : table[parentField];
  const title = (parentField && resolve(own.properties?.[parentField] ?? {}, root).title) ?? "";
  const parent =
    parentField === undefined ? {} : { parent: { title, code: typeof beside === "string" ? beside : null } };
  const codes = (Array.isArray(value) ? value : [value]).filter((code) => typeof code === "string" && code !== "");
  return codes.map((code) => ({ path, list, code: code as string, ...parent }));
}

/** Every choice from a code list in the data, in sub-tables too. */
function chosen(schema: FormSchema, root: FormSchema, value: unknown, path: Path): Chosen[] {
  const own = resolve(schema, root);
  if (Array.isArray(value))
    return value.flatMap((row, at) => (own.items ? chosen(own.items, root, row, [...path, at]) : []));
  if (!isTable(value)) return [];
  return Object.entries(own.properties ?? {}).flatMap(([name, property]) =>
    ofField(resolve(property, root), root, value[name], [...path, name], value, own),
  );
}

const fieldPath = (path: Path) => path.filter((part) => typeof part === "string").join("/");
const keyOf = ({ path, code, parent }: Chosen) => JSON.stringify([fieldPath(path), code, parent?.code]);

function fault({ code, parent }: Chosen, items: readonly Option[]): string | undefined {
  const item = items.find((one) => one.code === code);
  if (!item) return "请从选项中选择，不要自行填写";
  if (item.retired) return `“${item.title}”已停用，请另选一项`;
  if (parent && item.parent !== (parent.code ?? undefined)) {
    return parent.code === null ? `请先选择${parent.title}` : `“${item.title}”不属于所选的${parent.title}，请重新选择`;
  }
  return undefined;
}

/**
 * What is wrong with the choices from code lists: a value that is not in the list, retired, or not under the choice it
 * depends on. What the record held before is left as it is.
 */
export function optionErrors(
  schema: FormSchema,
  data: Data,
  before: Data,
  items: (list: string) => readonly Option[],
): FormError[] {
  const kept = new Set(chosen(schema, schema, before, []).map(keyOf));
  return chosen(schema, schema, data, [])
    .filter((one) => !kept.has(keyOf(one)))
    .flatMap((one) => {
      const message = fault(one, items(one.list));
      const pointer = formatPointer(one.path);
      return message ? [{ pointer, keyword: "option", message, title: fieldAt(schema, pointer).title }] : [];
    });
}
