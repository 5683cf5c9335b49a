import type { Field } from "./field-table.ts";
import { fieldName } from "./ids.ts";

/** A string literal of FEEL, which is left alone, or an identifier. */
const part = /"(?:[^"\\]|\\.)*"|[A-Za-z][A-Za-z0-9_]*/g;

/** A title that can stand between the marks. */
const markable = (title: string): boolean => title.trim() !== "" && !/[【】]/.test(title);

/** The formula as an officer reads it: every field by its title, 【办结数】 / 【受理数】 * 100. */
export function showFormula(source: string, fields: Field[]): string {
  const titles = new Map(fields.filter(({ title }) => markable(title)).map((field) => [fieldName(field), field.title]));
  return source.replace(part, (text) => (titles.has(text) ? `【${titles.get(text)}】` : text));
}

/** The FEEL source of a formula in which fields stand by their titles; a title no field has is left as it was written. */
export function readFormula(text: string, fields: Field[]): string {
  const names = new Map(fields.map((field) => [field.title.trim(), fieldName(field)]));
  return text.replace(/【([^【】]*)】/g, (whole, title: string) => names.get(title.trim()) ?? whole);
}

/** The first title between marks that no field has; such a formula can't be worked out. */
export function unknownTitle(formula: string): string | undefined {
  return /【([^【】]*)】/.exec(formula)?.[1];
}
