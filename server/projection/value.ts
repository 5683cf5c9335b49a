import { isBlank } from "../../engine/form/index.ts";
import type { SqlType } from "../query/sql-type.ts";
import { checkedValue } from "../query/value.ts";

function textOf(value: unknown): string | null {
  if (typeof value === "object") return null;
  return String(value).replaceAll("\0", "").slice(0, 2000);
}

function listOf(value: unknown): (string | null)[] | null {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== null) : null;
}

/** A field's value as its column holds it; what does not fit the type (a draft may hold anything) counts as empty. */
export function projectedValue(value: unknown, type: SqlType): unknown {
  if (isBlank(value)) return null;
  if (type === "text[]") return listOf(value);
  if (type === "text") return textOf(value);
  try {
    return checkedValue(value, type);
  } catch {
    return null;
  }
}
