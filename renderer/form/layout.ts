import type { FieldGroup } from "../../engine/definition/meta/ui.gen.ts";
import { type FieldKind, type FormSchema, formatPointer, isBlank, kindOf, valueAt } from "../../engine/form/index.ts";

export type { FieldGroup };

/** Whether a group is shown: one declared `whenFilled` is not while nobody can fill it and it holds nothing. */
export function isShown(group: FieldGroup, data: unknown, canFill: (name: string) => boolean): boolean {
  if (!group.whenFilled) return true;
  return group.fields.some((name) => canFill(name) || !isBlank(valueAt(data, formatPointer([name]))));
}

const fullWidth: ReadonlySet<FieldKind | undefined> = new Set<FieldKind | undefined>([
  "textarea",
  "richText",
  "subTable",
  "attachment",
  "image",
]);

/** Columns of 24 that a field takes: what the layout says, else all for what needs room and a third for the rest. */
export function spanOf(leaf: FormSchema | undefined, ui: unknown): number {
  const span = (ui as { "ui:options"?: { span?: number } } | undefined)?.["ui:options"]?.span;
  if (span) return span;
  return !leaf || fullWidth.has(kindOf(leaf)) ? 24 : 8;
}

/** Narrowest pair of name and value that still reads well in the printable view. */
const narrowestPair = 8;

/** Columns of 24 that a name and its value take side by side: a control's label stands above it and needs less. */
export function pairSpanOf(leaf: FormSchema | undefined, ui: unknown): number {
  return Math.max(spanOf(leaf, ui), narrowestPair);
}

/** Columns of 24 when the last of each row takes what is left of it, so that a table of pairs has no ragged edge. */
export function filledSpans(spans: readonly number[]): number[] {
  let used = 0;
  return spans.map((span, at) => {
    used = used + span > 24 ? span : used + span;
    const next = spans[at + 1];
    return next === undefined || used + next > 24 ? span + 24 - used : span;
  });
}

/** First-level fields from top to bottom, as groups and order of the layout place them. */
export function fieldOrder(schema: FormSchema, ui: Record<string, unknown>): string[] {
  const order = ((ui["ui:order"] ?? []) as string[]).filter((name) => name !== "*");
  const names = [...new Set([...order, ...Object.keys(schema.properties ?? {})])];
  return groupNames(names, ui["ui:groups"] as FieldGroup[] | undefined).flatMap(({ fields }) => fields);
}

/** Splits names into the declared groups; what is in none comes first, under no heading. */
export function groupNames(names: readonly string[], groups: readonly FieldGroup[] = []): FieldGroup[] {
  const grouped = new Set(groups.flatMap(({ fields }) => fields));
  const rest = names.filter((name) => !grouped.has(name));
  const present = groups.map((group) => ({ ...group, fields: group.fields.filter((name) => names.includes(name)) }));
  return [{ title: "", fields: rest }, ...present].filter(({ fields }) => fields.length > 0);
}
