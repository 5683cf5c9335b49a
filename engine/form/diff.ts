import { isBlank } from "./blank.ts";
import type { FormSchema } from "./dialect.ts";
import { displayValue } from "./display.ts";
import { formatPointer, resolve } from "./pointer.ts";
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

interface Place {
  schema: FormSchema;
  root: FormSchema;
  path: (string | number)[];
  titles: string[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function leaf({ schema, path, titles }: Place, before: unknown, after: unknown): FieldChange[] {
  const kind = isBlank(before) ? "added" : isBlank(after) ? "removed" : "changed";
  return [
    {
      pointer: formatPointer(path),
      title: titles.join(" › "),
      before: displayValue(schema, before),
      after: displayValue(schema, after),
      kind,
    },
  ];
}

function child(place: Place, name: string | number, schema: FormSchema | undefined, title: string): Place {
  return {
    root: place.root,
    schema: resolve(schema ?? {}, place.root),
    path: [...place.path, name],
    titles: [...place.titles, title],
  };
}

function diffObjects(place: Place, before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  const properties = place.schema.properties ?? {};
  const names = new Set([...Object.keys(properties), ...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const property = properties[name] && resolve(properties[name], place.root);
    return diffValues(child(place, name, property, property?.title ?? name), own(before, name), own(after, name));
  });
}

const own = (data: Record<string, unknown>, name: string) => (Object.hasOwn(data, name) ? data[name] : undefined);

function rowSummary(schema: FormSchema, root: FormSchema, row: Record<string, unknown> | undefined): string {
  if (!row) return "";
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => displayValue(resolve(property, root), row[name]))
    .filter((text, at) => text !== "" && Object.keys(schema.properties ?? {})[at] !== "id")
    .join("，");
}

function diffRows(place: Place, before: unknown[], after: unknown[]): FieldChange[] {
  return alignRows(before, after).flatMap(({ left, right, at }) => {
    const here = child(place, at, place.schema.items, `第 ${at + 1} 行`);
    if (isObject(left) && isObject(right)) return diffObjects(here, left, right);
    const summary = (row: unknown) => (isObject(row) ? rowSummary(here.schema, place.root, row) : "");
    return [
      {
        pointer: formatPointer(here.path),
        title: here.titles.join(" › "),
        before: summary(left),
        after: summary(right),
        kind: left === undefined ? ("added" as const) : ("removed" as const),
      },
    ];
  });
}

const isRows = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

function diffValues(place: Place, before: unknown, after: unknown): FieldChange[] {
  if (sameValue(before, after) || (isBlank(before) && isBlank(after))) return [];
  const rows =
    resolve(place.schema.items ?? {}, place.root).properties &&
    place.schema["x-kind"] !== "attachment" &&
    place.schema["x-kind"] !== "image";
  if (rows && (isRows(before) || isBlank(before)) && (isRows(after) || isBlank(after))) {
    return diffRows(place, (before ?? []) as unknown[], (after ?? []) as unknown[]);
  }
  const section = place.schema.properties && place.schema["x-kind"] !== "dateRange";
  if (section && (isObject(before) || isBlank(before)) && (isObject(after) || isBlank(after))) {
    return diffObjects(place, (before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>);
  }
  return leaf(place, before, after);
}

/** What changed between two states of a record, field by field in the form's order; fields the schema no longer has too. */
export function diffData(schema: FormSchema, before: unknown, after: unknown): FieldChange[] {
  const root = resolve(schema, schema);
  return diffValues({ schema: root, root: schema, path: [], titles: [] }, before, after);
}
