import { QueryError } from "./problem.ts";
import type { SqlType } from "./sql-type.ts";

const names: Record<SqlType, string> = {
  text: "文字",
  numeric: "数字",
  integer: "整数",
  bigint: "整数",
  boolean: "是或否",
  date: "日期（如 2026-03-15）",
  timestamptz: "日期或时间（如 2026-03-15）",
  uuid: "记录标识",
  "text[]": "文字",
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$/;

function isDay(value: unknown): boolean {
  const found = typeof value === "string" ? day.exec(value) : null;
  if (!found) return false;
  const [year, month, date] = found.slice(1).map(Number) as [number, number, number];
  return year > 0 && month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isInstant(value: unknown): boolean {
  if (isDay(value)) return true;
  return (
    typeof value === "string" && instant.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))
  );
}

const numeric = (value: unknown): number | undefined => {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? Number(value) : undefined;
};

const within = (limit: number) => (value: unknown) => {
  const number = numeric(value);
  return number !== undefined && Number.isInteger(number) && Math.abs(number) <= limit ? number : undefined;
};

/** PostgreSQL's text cannot hold NUL. */
const asText = (value: unknown): string | undefined => {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.length <= 2000 && !value.includes("\0") ? value : undefined;
};

function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

const readers: Record<SqlType, (value: unknown) => unknown> = {
  text: asText,
  "text[]": asText,
  numeric: (value) => (Number.isFinite(numeric(value)) ? numeric(value) : undefined),
  integer: within(2 ** 31 - 1),
  bigint: within(Number.MAX_SAFE_INTEGER),
  boolean: asBoolean,
  date: (value) => (isDay(value) ? value : undefined),
  timestamptz: (value) => (isInstant(value) ? value : undefined),
  uuid: (value) => (typeof value === "string" && uuid.test(value) ? value : undefined),
};

/** The value as the database will take it for sure. @throws QueryError where it is not of the type. */
export function checkedValue(value: unknown, type: SqlType): unknown {
  const read = readers[type](value);
  if (read === undefined) throw new QueryError("invalid-value", `查询条件的值应为${names[type]}，请修改后再查询`);
  return read;
}
