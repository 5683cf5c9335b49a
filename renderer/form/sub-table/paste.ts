import { type FormSchema, kindOf } from "../../../engine/form/index.ts";
import { choicesOf } from "../choices.ts";
import { parseNumber } from "../number-text.ts";

/** Reads what Excel puts on the clipboard: tab-separated, cells with line breaks or tabs in double quotes. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, raw = "", end = ""] = match;
    const value =
      raw.startsWith('"') && raw.endsWith('"') && raw.length > 1 ? raw.slice(1, -1).replaceAll('""', '"') : raw;
    rows.at(-1)?.push(value);
    if (end === "") break;
    if (end !== "\t") rows.push([]);
  }
  return rows;
}

function parseDate(text: string, parts: number): string | undefined {
  const digits = /^\d{8}$/.test(text)
    ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
    : text.split(/[-/.年月日\s]+/).filter(Boolean);
  const [year, month = "1", day = "1"] = digits;
  if (!year || !/^\d{4}$/.test(year) || ![month, day].every((part) => /^\d{1,2}$/.test(part))) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return date.toISOString().slice(0, 10).split("-").slice(0, parts).join("-");
}

const yes = new Set(["是", "√", "✓", "y", "yes", "true", "1"]);
const no = new Set(["否", "×", "x", "n", "no", "false", "0"]);

/** A pasted cell's value for its column; undefined where the text does not fit the column's kind. */
export function convertCell(column: FormSchema, raw: string): unknown {
  const text = raw.trim();
  const kind = kindOf(column);
  const choice = (label: string) =>
    choicesOf(column).find((one) => one.label === label || String(one.value) === label)?.value;
  if (kind === "number" || kind === "money") {
    const number = parseNumber(text.replace(/[¥￥元%]/g, ""));
    return typeof number === "number" ? number : undefined;
  }
  if (kind === "date") return parseDate(text, 3);
  if (kind === "month") return parseDate(text, 2);
  if (kind === "year") return parseDate(text.replace(/年$/, ""), 1);
  if (kind === "boolean") return yes.has(text.toLowerCase()) ? true : no.has(text.toLowerCase()) ? false : undefined;
  if ((kind === "select" || kind === "radio") && column.enum) return choice(text);
  if (kind === "multiSelect" && column.items?.enum) {
    const values = text.split(/[、,，;；]/).map((label) => choice(label.trim()));
    return values.includes(undefined) ? undefined : values;
  }
  return column.type === "string" ? raw.replace(/\s+$/, "") : undefined;
}

/** Result of a paste: the rows after it and how many cells could not be taken. */
export interface Pasted {
  rows: Record<string, unknown>[];
  /** Rows written to. */
  count: number;
  skipped: number;
}

/** Fills a block of cells from (`row`, `column`) on, adding rows up to the limit; blank cells leave what was there. */
export function pasteInto(
  rows: readonly Record<string, unknown>[],
  columns: readonly { name: string; schema: FormSchema }[],
  at: { row: number; column: number },
  text: string,
  limits: { maxItems: number; newRow: () => Record<string, unknown> },
): Pasted {
  const next = [...rows];
  let skipped = 0;
  const block = parseTsv(text);
  const taken = block.slice(0, Math.max(0, limits.maxItems - at.row));
  for (const [down, cells] of taken.entries()) {
    const row = { ...(next[at.row + down] ?? limits.newRow()) };
    for (const [right, cell] of cells.entries()) {
      const column = columns[at.column + right];
      if (!column || cell.trim() === "") continue;
      const value =
        column.schema.readOnly || column.schema["x-computed"] ? undefined : convertCell(column.schema, cell);
      if (value === undefined) skipped += 1;
      else row[column.name] = value;
    }
    next[at.row + down] = row;
  }
  return { rows: next, count: taken.length, skipped };
}
