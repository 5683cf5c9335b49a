import type { FormSchema } from "../../engine/form/index.ts";

/** What names stand for while a sheet is read. */
export interface Names {
  /** Code by name and by code, of a code list. */
  codes(list: string): ReadonlyMap<string, string>;
  /** Division code by name; the highest of one name. */
  divisions: ReadonlyMap<string, string>;
}

/** A cell that cannot be what its column holds. */
export class WrongCell extends Error {}

function dayOf(text: string): string {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!found) throw new WrongCell("应为日期，如 2026-03-15");
  const [, year = "", month = "", day = ""] = found;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function codeOf(text: string, known: ReadonlyMap<string, string>, what: string): string {
  const code = known.get(text);
  if (code === undefined) throw new WrongCell(`“${text}”不在${what}里，请按模板“可选值”一页填写`);
  return code;
}

function choiceOf(schema: FormSchema, text: string): unknown {
  const values = schema.enum ?? [];
  const at = (schema["x-enumNames"] ?? []).indexOf(text);
  const found = at >= 0 ? values[at] : values.find((value) => String(value) === text);
  if (found === undefined)
    throw new WrongCell(`“${text}”不在可选值里，请填：${(schema["x-enumNames"] ?? values).join("、")}`);
  return found;
}

function one(schema: FormSchema, text: string, names: Names): unknown {
  if (schema["x-kind"] === "division") return /^\d{12}$/.test(text) ? text : codeOf(text, names.divisions, "区划");
  if (schema["x-options"]) return codeOf(text, names.codes(schema["x-options"].list), "代码表");
  if (schema.enum) return choiceOf(schema, text);
  if (schema.format === "date") return dayOf(text);
  if (schema.type === "number" || schema.type === "integer") {
    const number = Number(text.replaceAll(",", ""));
    if (text === "" || Number.isNaN(number)) throw new WrongCell("应为数字");
    return number;
  }
  return text;
}

/** A cell as the data of a field; undefined where nothing was typed. @throws WrongCell with what to type instead. */
export function cellValue(schema: FormSchema, cell: string | undefined, names: Names): unknown {
  if (cell === undefined || cell === "") return undefined;
  if (schema.type !== "array") return one(schema, cell, names);
  const parts = cell
    .split(/[、,，;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.map((part) => one(schema.items ?? {}, part, names));
}
