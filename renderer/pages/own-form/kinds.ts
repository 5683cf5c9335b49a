import type { Field, FieldKind } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";

/** The kinds a field table offers; kinds that need a programmer's settings (reference, serial, ...) are left out. */
const groups = {
  text: ["text", "textarea"],
  number: ["number", "money", "computed"],
  time: ["date", "month", "year", "dateRange"],
  choice: ["radio", "select", "multiSelect", "boolean", "division", "orgUnit"],
  checked: ["phone", "idCard", "creditCode", "address"],
  file: ["attachment", "image"],
  table: ["subTable"],
} as const satisfies Record<string, readonly FieldKind[]>;

type Group = keyof typeof groups;

/** A field kind as an officer picks it, in the order of the palette. */
export type KindChoice = { kind: (typeof groups)[Group][number]; title: string; group: string; hint: string };

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
export const kindTitle = (kind: FieldKind): string => kindChoices.find((each) => each.kind === kind)?.title ?? kind;

/** Kinds a sub-table's column may have. */
export const columnKinds = kindChoices.filter(
  ({ kind }) => !["subTable", "attachment", "image", "dateRange", "multiSelect"].includes(kind),
);

/** Whether the kind takes its values from options. */
export const hasOptions = (kind: FieldKind): boolean => kind === "select" || kind === "radio" || kind === "multiSelect";

/** The field after a change of kind: settings the new kind has no use for are dropped. */
export function withKind(field: Field, kind: FieldKind): Field {
  const { id, name, title, required, help, group, span } = field;
  const kept: Field = { id, title, kind, required, help };
  if (name) kept.name = name;
  if (group) kept.group = group;
  if (span) kept.span = span;
  if (hasOptions(kind) && field.options) kept.options = field.options;
  if (kind === "number" || kind === "money" || kind === "computed") kept.unit = field.unit;
  if (kind === "computed") kept.formula = field.formula ?? "=0";
  if (kind === "subTable") kept.columns = field.columns ?? [];
  if (kind === "computed") kept.required = false;
  return kept;
}
