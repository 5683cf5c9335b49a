/** How a column's values are written: the number format and the type of its cells. */
export type CellKind = "text" | "number" | "integer" | "date" | "timestamp" | "percent";

/** A value to be written; null leaves the cell empty. */
export type CellValue = string | number | boolean | null;

/** Places of the formats in styles.ts. */
export const styleOf = {
  title: 1,
  note: 2,
  header: 3,
  text: 4,
  quoted: 5,
  number: 6,
  integer: 7,
  date: 8,
  timestamp: 9,
  percent: 10,
  head: 11,
} as const;

/** Excel takes no longer text in one cell. */
const longest = 32_000;
const cut = "…（内容过长，已截断）";

/** XML 1.0 forbids control characters even when escaped; lone surrogates are no characters either. */
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const special: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

/** Text as XML content. */
export function escapeXml(text: string): string {
  const plain = /^[\p{L}\p{N} .,:/()-]*$/u.test(text);
  return plain ? text : text.replace(forbidden, "").replace(/[&<>"\r]/g, (found) => special[found] as string);
}

/** What spreadsheets take for the beginning of a formula, full-width forms included. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * Text is always an inline string and never a formula. Where it looks like one, the cell also carries Excel's own mark
 * for literal text (quotePrefix), so that editing the cell or saving it as CSV in Excel does not wake it.
 */
export function textCell(reference: string, text: string, style: number = styleOf.text): string {
  const shown = text.length > longest ? text.slice(0, longest) + cut : text;
  const marked = style === styleOf.text && formulaStart.test(shown) ? styleOf.quoted : style;
  return `<c r="${reference}" s="${marked}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(shown)}</t></is></c>`;
}

const millisecondsPerDay = 86_400_000;
/** Days from Excel's day 0 (1899-12-30) to 1970-01-01. */
const epochDay = 25_569;
const beijing = 8 * 3_600_000;

/** Excel's number of a day (`2026-03-01`) or of an instant, told in Beijing time; null for anything else. */
function serialDate(value: string): number | null {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const at = Date.parse(isDay ? `${value}T00:00:00Z` : value);
  if (Number.isNaN(at)) return null;
  const serial = (at + (isDay ? 0 : beijing)) / millisecondsPerDay + epochDay;
  return serial >= 61 ? serial : null;
}

const numberCell = (reference: string, value: number, style: number) =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`;

/** One cell; what does not fit the column's kind is written as text rather than lost. */
export function cell(reference: string, value: CellValue, kind: CellKind): string {
  if (value === null || value === "") return `<c r="${reference}" s="${styleOf.text}"/>`;
  if (typeof value === "boolean") return textCell(reference, value ? "是" : "否");
  if (typeof value === "number" && Number.isFinite(value)) {
    return numberCell(
      reference,
      value,
      kind === "text" || kind === "date" || kind === "timestamp" ? styleOf.number : styleOf[kind],
    );
  }
  if (kind === "date" || kind === "timestamp") {
    const serial = serialDate(String(value));
    if (serial !== null) return numberCell(reference, serial, styleOf[kind]);
  }
  return textCell(reference, String(value));
}

const letters: string[] = [];

/** `A` for 0, `AA` for 26. */
export function columnLetters(at: number): string {
  const known = letters[at];
  if (known !== undefined) return known;
  const head = at >= 26 ? columnLetters(Math.floor(at / 26) - 1) : "";
  letters[at] = head + String.fromCharCode(65 + (at % 26));
  return letters[at] as string;
}
