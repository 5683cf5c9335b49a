import type { Condition } from "../definition/meta/views.gen.ts";
import type { FilterValue, Scalar } from "./request.ts";
import type { ViewFieldKind } from "./view-field.ts";

const searched: ReadonlySet<ViewFieldKind> = new Set(["text", "textarea", "richText", "address", "phone", "serial"]);

type Range = { from?: string | number; to?: string | number };

const isRange = (value: FilterValue): value is Range =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const bareDate = /^\d{4}-\d{2}-\d{2}$/;

/** A day as the first or last instant of it in Beijing, where every office this product serves is. */
function instant(end: string | number, last: boolean): string | number {
  if (!bareDate.test(String(end))) return end;
  return `${end}T${last ? "23:59:59.999999" : "00:00:00"}+08:00`;
}

function rangeCondition(kind: ViewFieldKind, field: string, { from, to }: Range): Condition | null {
  const low = from === undefined || from === "" ? undefined : kind === "timestamp" ? instant(from, false) : from;
  const high = to === undefined || to === "" ? undefined : kind === "timestamp" ? instant(to, true) : to;
  if (low !== undefined && high !== undefined) return { field, op: "between", value: [low, high] };
  if (low !== undefined) return { field, op: "gte", value: low };
  return high === undefined ? null : { field, op: "lte", value: high };
}

function scalarCondition(kind: ViewFieldKind, field: string, value: Scalar): Condition {
  if (value === null) return { field, op: "isNull" };
  if (kind === "division") return { field, op: "within", value };
  if (kind === "multiSelect" || searched.has(kind)) return { field, op: "contains", value };
  if (kind === "timestamp" && bareDate.test(String(value))) {
    return rangeCondition(kind, field, { from: String(value), to: String(value) }) as Condition;
  }
  return { field, op: "eq", value };
}

function listCondition(kind: ViewFieldKind, field: string, values: Scalar[]): Condition | null {
  if (values.length === 0) return null;
  const plain = kind !== "division" && kind !== "multiSelect" && kind !== "timestamp" && !values.includes(null);
  if (plain) return { field, op: "in", value: values };
  const parts = values.map((value) => scalarCondition(kind, field, value));
  return parts.length === 1 ? (parts[0] as Condition) : { any: parts };
}

/** The condition a filter's value stands for, by the kind of its field; null when it restricts nothing. */
export function filterCondition(kind: ViewFieldKind, field: string, value: FilterValue): Condition | null {
  if (Array.isArray(value)) return listCondition(kind, field, value);
  if (isRange(value)) return rangeCondition(kind, field, value);
  return value === "" ? null : scalarCondition(kind, field, value);
}
