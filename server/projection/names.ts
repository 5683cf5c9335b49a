import { createHash } from "node:crypto";

/** PostgreSQL cuts longer identifiers silently. */
const longest = 63;

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

/** Distinct names stay distinct: what snake case or cutting merged is told apart by a digest of the original. */
function distinct(readable: string, original: string, reversible: boolean): string {
  if (reversible && readable.length <= longest) return readable;
  const digest = createHash("sha256").update(original).digest("hex").slice(0, 8);
  return `${readable.slice(0, longest - 9)}_${digest}`;
}

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `lost-property/foundItem` -> `p_lost_property__found_item`. */
export function tableName(recordType: string): string {
  const [pack = "", type = ""] = recordType.split("/");
  const reversible = snake(pack).replaceAll("_", "-") === pack && camel(snake(type)) === type;
  return distinct(`p_${snake(pack)}__${snake(type)}`, recordType, reversible);
}

/** `progressText` -> `f_progress_text`. */
export function columnName(field: string): string {
  return distinct(`f_${snake(field)}`, field, camel(snake(field)) === field);
}

/** Name of an index or constraint on a projection table. */
export function indexName(table: string, purpose: string): string {
  return distinct(`${table}_${snake(purpose)}`, `${table} ${purpose}`, false);
}
