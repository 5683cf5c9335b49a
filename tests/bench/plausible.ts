import { type FormSchema, kindOf, resolve } from "../../engine/form/index.ts";

/** Numbers from 0 to 1 that are the same in every run of a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What values are made of. */
export interface Stock {
  random: () => number;
  /** Number of the record, for names. */
  n: number;
  /** Codes of a code list. */
  codes(list: string): string[];
  /** The unit that files. */
  unit: { id: number; divisionCode: string };
  /** A record that may be referred to, if there is one. */
  record(recordType: string): string | undefined;
}

const phrases = [
  "材料提交后长时间没有进展",
  "窗口告知内容与网上指南不一致",
  "多次往返仍未办结",
  "咨询电话无人接听",
  "排队时间过长",
];

const pick = <T>(from: readonly T[], random: () => number): T | undefined => from[Math.floor(random() * from.length)];
const day = (random: () => number) =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 330))).toISOString().slice(0, 10);

function numberFor(field: FormSchema, random: () => number): number {
  const from = field.minimum ?? 0;
  const to = Math.min(field.maximum ?? from + 100, from + 100);
  return Math.round(from + random() * (to - from));
}

function textFor(field: FormSchema, { random, n }: Stock): string {
  const text = `${pick(phrases, random)}，${field.title ?? ""}第 ${n} 号`;
  return [...text].slice(0, Math.min(field.maxLength ?? 100, 100)).join("");
}

/** A plausible value of a field; undefined where one would only be made up of nothing (files, rows of rows). */
export function plausible(schema: FormSchema, root: FormSchema, stock: Stock): unknown {
  const field = resolve(schema, root);
  const { random, unit } = stock;
  const kind = kindOf(field);
  if (field["x-reference"]) return stock.record(field["x-reference"].recordType);
  if (kind === "attachment" || kind === "image" || field["x-row"]) return undefined;
  if (kind === "multiSelect") {
    const codes = field.items?.["x-options"]
      ? stock.codes(field.items["x-options"].list)
      : (field.items?.enum as string[]);
    return [pick(codes ?? [], random)].filter(Boolean);
  }
  if (kind === "subTable") {
    const rows = Math.floor(random() * 3);
    return Array.from({ length: rows }, () => plausibleData(resolve(field.items ?? {}, root), root, stock));
  }
  if (field["x-options"]) return pick(stock.codes(field["x-options"].list), random);
  if (field.enum) return pick(field.enum, random);
  if (kind === "division") return unit.divisionCode;
  if (kind === "orgUnit") return String(unit.id);
  if (kind === "boolean") return random() < 0.5;
  if (kind === "date") return day(random);
  if (kind === "year") return "2026";
  if (kind === "month") return day(random).slice(0, 7);
  if (kind === "phone") return `010-${String(60_000_000 + Math.floor(random() * 9_999_999))}`;
  const type = Array.isArray(field.type) ? field.type[0] : field.type;
  if (type === "number" || type === "integer") return numberFor(field, random);
  return type === "string" ? textFor(field, stock) : undefined;
}

/** Content of a record (or a row): about one optional field in five is left empty, as people do. */
export function plausibleData(schema: FormSchema, root: FormSchema, stock: Stock): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {})
    .filter(([name]) => required.has(name) || stock.random() > 0.2)
    .map(([name, property]) => [name, plausible(property, root, stock)] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
