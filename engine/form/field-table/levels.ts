import type { Field, FieldTable } from "./field-table.ts";
import { fieldName } from "./ids.ts";

/** The levels of units, from the top. */
export const levels = ["city", "district", "street", "village"] as const;

/** One of the levels; the filling unit's own decides what it fills. */
export type Level = (typeof levels)[number];

const titles: Record<Level, string> = { city: "市", district: "区", street: "街道乡镇", village: "村居" };

/** Chinese name of a level. */
export const levelTitle = (level: Level): string => titles[level];

/** What units of some levels fill of a table; a form variant of the manifest. */
export interface LevelForm {
  key: string;
  title: string;
  levels: Level[];
  /** Names of the fields that these levels do not fill. */
  without?: string[];
  /** Names of the fields that they have to fill, besides those that everybody has to. */
  required?: string[];
  /** Field name -> what these levels call it. */
  titles?: Record<string, string>;
}

/** The levels whose units fill a field, from the top. */
export const fieldLevels = ({ levels: chosen }: Field): Level[] =>
  levels.filter((level) => !chosen || chosen.includes(level));

/** Whether all units that fill a field have to fill it. */
export const isDemanded = (field: Field): boolean =>
  field.required === true || fieldLevels(field).every((level) => field.requiredAt?.includes(level));

/** The levels none of whose units fill anything of the table. */
export const emptyLevels = (table: FieldTable): Level[] =>
  levels.filter((level) => !table.fields.some((field) => fieldLevels(field).includes(level)));

function formAt(level: Level, { fields }: FieldTable): Omit<LevelForm, "key" | "title" | "levels"> {
  const without = fields.filter((field) => !fieldLevels(field).includes(level)).map(fieldName);
  const demanded = (field: Field) =>
    !isDemanded(field) && fieldLevels(field).includes(level) && field.requiredAt?.includes(level);
  const required = fields.filter(demanded).map(fieldName);
  const titles = fields.flatMap((field) => {
    const title = fieldLevels(field).includes(level) ? field.titleAt?.[level]?.trim() : undefined;
    return title && title !== field.title ? [[fieldName(field), title] as const] : [];
  });
  return {
    ...(without.length > 0 && { without }),
    ...(required.length > 0 && { required }),
    ...(titles.length > 0 && { titles: Object.fromEntries(titles) }),
  };
}

const keyOf = (at: Level[]): string =>
  at.map((level, n) => (n === 0 ? level : level[0]?.toUpperCase() + level.slice(1))).join("");

/**
 * The forms of the levels, those that fill the same in one; none where all levels fill the same. A level that fills
 * nothing of the table is in none of them: its units do not file the form at all.
 */
export function compileLevels(table: FieldTable): LevelForm[] {
  const empty = emptyLevels(table);
  const alike = new Map<string, Level[]>();
  for (const level of levels.filter((each) => !empty.includes(each))) {
    const form = JSON.stringify(formAt(level, table));
    alike.set(form, [...(alike.get(form) ?? []), level]);
  }
  if (empty.length === 0 && alike.size === 1 && alike.has("{}")) return [];
  return [...alike].map(([form, at]) => ({
    key: keyOf(at),
    title: at.map(levelTitle).join("、"),
    levels: at,
    ...(JSON.parse(form) as object),
  }));
}

/** What the forms of the levels say of one field. */
export function readLevels(
  name: string,
  required: boolean,
  forms: readonly LevelForm[],
): Pick<Field, "levels" | "requiredAt" | "titleAt"> {
  if (forms.length === 0) return {};
  const where = (holds: (form: LevelForm) => boolean) =>
    levels.filter((level) => forms.some((form) => form.levels.includes(level) && holds(form)));
  const filled = where(({ without }) => !without?.includes(name));
  const demanded = where(
    (form) => filled.some((level) => form.levels.includes(level)) && !!form.required?.includes(name),
  );
  const titles = filled.flatMap((level) => {
    const title = forms.find((form) => form.levels.includes(level))?.titles?.[name];
    return title ? [[level, title] as const] : [];
  });
  return {
    ...(filled.length < levels.length && { levels: filled }),
    ...(!required && demanded.length > 0 && { requiredAt: demanded }),
    ...(titles.length > 0 && { titleAt: Object.fromEntries(titles) }),
  };
}
