import { isBlank } from "./blank.ts";
import type { FormSchema } from "./dialect.ts";
import { displayValue, type Naming } from "./display.ts";
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

type Data = Record<string, unknown>;

/** Gives the names of values that stand in these tables, the innermost first. */
export type NamingIn = (scopes: readonly Data[]) => Naming;

interface Place {
  schema: FormSchema;
  root: FormSchema;
  path: (string | number)[];
  titles: string[];
  naming: NamingIn | undefined;
  /** The tables around it in both states, the innermost first. */
  around: { before: readonly Data[]; after: readonly Data[] };
}

const isObject = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Two values of one name are told apart by what they are. */
function shownValues({ schema, naming, around }: Place, before: unknown, after: unknown): [string, string] {
  const named = [
    displayValue(schema, before, naming?.(around.before)),
    displayValue(schema, after, naming?.(around.after)),
  ];
  const plain = [displayValue(schema, before), displayValue(schema, after)];
  const alike = named[0] === named[1];
  const [former = "", latter = ""] = named.map((name, at) =>
    alike && name !== plain[at] ? `${name}（${plain[at]}）` : name,
  );
  return [former, latter];
}

function leaf(place: Place, before: unknown, after: unknown): FieldChange[] {
  const kind = isBlank(before) ? "added" : isBlank(after) ? "removed" : "changed";
  const [former, latter] = shownValues(place, before, after);
  const title = place.titles.join(" › ");
  return [{ pointer: formatPointer(place.path), title, before: former, after: latter, kind }];
}

function child(place: Place, name: string | number, schema: FormSchema | undefined, title: string): Place {
  return {
    ...place,
    schema: resolve(schema ?? {}, place.root),
    path: [...place.path, name],
    titles: [...place.titles, title],
  };
}

function diffObjects(outer: Place, before: Data, after: Data): FieldChange[] {
  const around = { before: [before, ...outer.around.before], after: [after, ...outer.around.after] };
  const place = { ...outer, around };
  const properties = place.schema.properties ?? {};
  const names = new Set([...Object.keys(properties), ...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const property = properties[name] && resolve(properties[name], place.root);
    return diffValues(child(place, name, property, property?.title ?? name), own(before, name), own(after, name));
  });
}

const own = (data: Data, name: string) => (Object.hasOwn(data, name) ? data[name] : undefined);

function rowSummary({ schema, root, naming }: Place, row: Data, around: readonly Data[]): string {
  const names = naming?.([row, ...around]);
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => displayValue(resolve(property, root), row[name], names))
    .filter((text, at) => text !== "" && Object.keys(schema.properties ?? {})[at] !== "id")
    .join("，");
}

function diffRows(place: Place, before: unknown[], after: unknown[]): FieldChange[] {
  return alignRows(before, after).flatMap(({ left, right, at }) => {
    const here = child(place, at, place.schema.items, `第 ${at + 1} 行`);
    if (isObject(left) && isObject(right)) return diffObjects(here, left, right);
    const summary = (row: unknown, around: readonly Data[]) => (isObject(row) ? rowSummary(here, row, around) : "");
    return [
      {
        pointer: formatPointer(here.path),
        title: here.titles.join(" › "),
        before: summary(left, here.around.before),
        after: summary(right, here.around.after),
        kind: left === undefined ? ("added" as const) : ("removed" as const),
      },
    ];
  });
}

const isRows = (value: unknown): value is Data[] => Array.isArray(value) && value.length > 0 && value.every(isObject);

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
    return diffObjects(place, (before ?? {}) as Data, (after ?? {}) as Data);
  }
  return leaf(place, before, after);
}

/**
 * What changed between two states of a record, field by field in the form's order; fields the schema no longer has too.
 * Codes and ids are shown as `naming` names them, where it does.
 */
export function diffData(schema: FormSchema, before: unknown, after: unknown, naming?: NamingIn): FieldChange[] {
  const root = resolve(schema, schema);
  const whole = { schema: root, root: schema, path: [], titles: [], naming, around: { before: [], after: [] } };
  return diffValues(whole, before, after);
}
