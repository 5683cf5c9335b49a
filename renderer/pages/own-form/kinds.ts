import { type Field, type FieldKind, levels } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";

/** The kinds a field table offers; `row` and `derived` are fields that follow a reference beside them. */
const groups = {
  text: ["text", "textarea"],
  number: ["number", "money", "computed"],
  time: ["date", "month", "year", "dateRange"],
  choice: ["radio", "select", "multiSelect", "boolean", "division", "orgUnit"],
  record: ["reference", "row", "derived"],
  checked: ["phone", "idCard", "creditCode", "address"],
  file: ["attachment", "image"],
  table: ["subTable"],
} as const satisfies Record<string, readonly (FieldKind | "row" | "derived")[]>;

type Group = keyof typeof groups;

/** What an officer picks from the palette. */
export type PaletteKind = (typeof groups)[Group][number];

/** A field kind as an officer picks it, in the order of the palette. */
export type KindChoice = { kind: PaletteKind; title: string; group: string; hint: string };

/** The palette. */
export const kindChoices: KindChoice[] = (Object.keys(groups) as Group[]).flatMap((group) =>
  groups[group].map((kind) => ({
    kind,
    title: t(`ownForm.kind.${kind}`),
    group: t(`ownForm.kindGroup.${group}`),
    hint: t(`ownForm.kindHint.${kind}`),
  })),
);

/** Chinese name of a kind. */
export const kindTitle = (kind: PaletteKind | FieldKind): string =>
  kindChoices.find((each) => each.kind === kind)?.title ?? kind;

/** The kind under which a field was picked. */
export function paletteKind(field: Field): PaletteKind | FieldKind {
  if (field.derived) return "derived";
  return field.row ? "row" : field.kind;
}

/** Whether the filler can neither type nor choose a value: it is worked out or taken over. */
export const isGiven = (field: Field): boolean => field.kind === "computed" || field.derived !== undefined;

/** The kind as a narrow list says it, without what explains it. */
export const shortTitle = ({ title }: KindChoice): string => title.replace(/（.*）$/, "");

/** Kinds a sub-table's column may have. */
export const columnKinds = kindChoices.filter(
  ({ kind }) => !["subTable", "attachment", "image", "dateRange", "multiSelect"].includes(kind),
);

/** Whether the kind takes its values from options. */
export const hasOptions = (kind: PaletteKind | FieldKind): boolean =>
  kind === "select" || kind === "radio" || kind === "multiSelect";

/** What only some kinds have, of a field that becomes one of them. */
function particulars(field: Field, kind: PaletteKind | FieldKind, references: readonly Field[]): Partial<Field> {
  const [reference] = references;
  // Nobody can fill what follows a reference where the reference is not filled.
  const followed = { levels: reference?.levels, requiredAt: undefined };
  if (kind === "derived") return { ...followed, kind: "text", derived: { from: reference?.id ?? "", field: "" } };
  if (kind === "row") return { ...followed, kind: "reference", row: { of: reference?.id ?? "", table: "" } };
  if (kind === "reference") return { kind, official: true };
  if (kind === "computed") return { kind, unit: field.unit, formula: field.formula ?? "=0" };
  if (kind === "subTable") return { kind, columns: field.columns ?? [] };
  if (hasOptions(kind)) return { kind: kind as FieldKind, ...(field.options && { options: field.options }) };
  return { kind, ...((kind === "number" || kind === "money") && { unit: field.unit }) };
}

/**
 * The field after a change of kind: settings the new kind has no use for are dropped.
 * @param references the reference fields it may follow.
 */
export function withKind(field: Field, kind: PaletteKind | FieldKind, references: readonly Field[]): Field {
  const { id, name, title, required, requiredAt, titleAt, help, group, span, levels: filled } = field;
  const next: Field = {
    ...{ id, title, kind: "text", help },
    ...(name && { name }),
    ...(group && { group }),
    ...(span && { span }),
    ...(filled && { levels: filled }),
    ...(titleAt && { titleAt }),
    ...particulars(field, kind, references),
  };
  return isGiven(next) || next.row ? next : { ...next, required, ...(requiredAt && { requiredAt }) };
}

/** The field demanded at exactly these of the levels that fill it. */
export function demandedAt(field: Field, at: readonly string[]): Partial<Field> {
  const filled = levels.filter((level) => !field.levels || field.levels.includes(level));
  const demanded = filled.filter((level) => at.includes(level));
  if (demanded.length === filled.length) return { required: true, requiredAt: undefined };
  return { required: undefined, requiredAt: demanded.length > 0 ? demanded : undefined };
}
