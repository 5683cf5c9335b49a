import { isBlank } from "./blank.ts";
import type { FormSchema } from "./dialect.ts";
import { displayValue } from "./display.ts";
import { formatPointer, resolve } from "./pointer.ts";
import { completeField, isObject, isSection, type NamingIn, rowText } from "./row-text.ts";
import { alignRows } from "./rows.ts";
import { sameValue } from "./same.ts";

/** One field that differs between two states of a record. */
export interface FieldChange {
  /** JSON pointer in the later data (in the earlier for what was removed). */
  pointer: string;
  /** Chinese path, e.g. 推进内容 › 第 2 行 › 完成情况. */
  title: string;
  /** The values as people read them; '' for nothing. */
  before: string;
  after: string;
  kind: "added" | "removed" | "changed";
}

type Data = Record<string, unknown>;
type Side = "before" | "after";

/** What a side's values are shown by. */
interface Form {
  schema: FormSchema;
  root: FormSchema;
}

interface Place {
  /** The form of each state; a field that one of them lacks is shown by the other's. */
  forms: Record<Side, Form>;
  path: (string | number)[];
  titles: string[];
  naming: NamingIn | undefined;
  /** The tables around it in both states, the innermost first. */
  around: Record<Side, readonly Data[]>;
}

function shown({ forms, naming, around }: Place, side: Side, value: unknown, named: boolean): string {
  return displayValue(forms[side].schema, value, named ? naming?.(around[side], side) : undefined);
}

/** Two values of one name are told apart by what they are. */
function shownValues(place: Place, before: unknown, after: unknown): [string, string] {
  const texts = (named: boolean): [string, string] => [
    shown(place, "before", before, named),
    shown(place, "after", after, named),
  ];
  const [named, plain] = [texts(true), texts(false)];
  if (named[0] !== named[1]) return named;
  const [former, latter] = named.map((name, at) => (name === plain[at] ? name : `${name}（${plain[at]}）`));
  return [former ?? "", latter ?? ""];
}

function leaf(place: Place, before: unknown, after: unknown): FieldChange[] {
  const kind = isBlank(before) ? "added" : isBlank(after) ? "removed" : "changed";
  const [former, latter] = shownValues(place, before, after);
  const title = place.titles.join(" › ");
  return [{ pointer: formatPointer(place.path), title, before: former, after: latter, kind }];
}

const propertyOf = ({ schema }: Form, name: string): FormSchema | undefined =>
  schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;

function within(place: Place, name: string | number, lead: (form: Form) => FormSchema | undefined): Place {
  const { before, after } = place.forms;
  const inside = (form: Form): Form | undefined => {
    const schema = lead(form);
    return schema && { ...form, schema: completeField(schema, form.root) };
  };
  const [was, is] = [inside(before), inside(after)];
  const none: Form = { ...after, schema: {} };
  const forms = { before: was ?? is ?? none, after: is ?? was ?? none };
  const title = typeof name === "number" ? `第 ${name + 1} 行` : (forms.after.schema.title ?? name);
  return { ...place, forms, path: [...place.path, name], titles: [...place.titles, title] };
}

function diffObjects(outer: Place, before: Data, after: Data): FieldChange[] {
  const around = { before: [before, ...outer.around.before], after: [after, ...outer.around.after] };
  const place = { ...outer, around };
  const { before: was, after: is } = place.forms;
  const names = new Set(
    [is.schema.properties, was.schema.properties, before, after].flatMap((one) => Object.keys(one ?? {})),
  );
  return [...names].flatMap((name) =>
    diffValues(
      within(place, name, (form) => propertyOf(form, name)),
      own(before, name),
      own(after, name),
    ),
  );
}

const own = (data: Data, name: string) => (Object.hasOwn(data, name) ? data[name] : undefined);

function wholeRow({ forms, naming, around }: Place, side: Side, row: unknown): string {
  if (!isObject(row)) return "";
  return rowText(forms[side], [row, ...around[side]], naming && ((scopes) => naming(scopes, side)));
}

function diffRows(place: Place, before: unknown[], after: unknown[]): FieldChange[] {
  return alignRows(before, after).flatMap(({ left, right, at }) => {
    const here = within(place, at, ({ schema }) => schema.items);
    if (isObject(left) && isObject(right)) return diffObjects(here, left, right);
    return [
      {
        pointer: formatPointer(here.path),
        title: here.titles.join(" › "),
        before: wholeRow(here, "before", left),
        after: wholeRow(here, "after", right),
        kind: left === undefined ? ("added" as const) : ("removed" as const),
      },
    ];
  });
}

const isRows = (value: unknown): value is Data[] => Array.isArray(value) && value.length > 0 && value.every(isObject);

function diffValues(place: Place, before: unknown, after: unknown): FieldChange[] {
  if (sameValue(before, after) || (isBlank(before) && isBlank(after))) return [];
  const { schema } = place.forms.after;
  const rows = schema.items?.properties && schema["x-kind"] !== "attachment" && schema["x-kind"] !== "image";
  if (rows && (isRows(before) || isBlank(before)) && (isRows(after) || isBlank(after))) {
    return diffRows(place, (before ?? []) as unknown[], (after ?? []) as unknown[]);
  }
  if (isSection(schema) && (isObject(before) || isBlank(before)) && (isObject(after) || isBlank(after))) {
    return diffObjects(place, (before ?? {}) as Data, (after ?? {}) as Data);
  }
  return leaf(place, before, after);
}

/** How the two states are shown. */
export interface DiffOptions {
  /** Names codes and ids, where it can. */
  naming?: NamingIn | undefined;
  /** The form the earlier state was filled with, where that is another. */
  former?: FormSchema;
}

/** What changed between two states of a record, field by field in the form's order; fields the schema no longer has too. */
export function diffData(
  schema: FormSchema,
  before: unknown,
  after: unknown,
  { naming, former = schema }: DiffOptions = {},
): FieldChange[] {
  const form = (root: FormSchema): Form => ({ schema: resolve(root, root), root });
  const forms = { before: form(former), after: form(schema) };
  return diffValues({ forms, path: [], titles: [], naming, around: { before: [], after: [] } }, before, after);
}
