import { useMemo, useRef } from "react";
import type { FormSchema } from "../../../engine/form/index.ts";
import { useFormScope } from "../context.ts";
import type { RowActions } from "./Row.tsx";

type Rows = Record<string, unknown>[];

const newId = () => crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(36), "r");

/** Row operations over the sub-table's value; each sees the rows as the one before left them. */
export function useRows(schema: FormSchema, value: unknown, onChange: (rows: Rows | undefined) => void) {
  const { model } = useFormScope();
  const rows = (Array.isArray(value) ? value : []) as Rows;
  const latest = useRef(rows);
  latest.current = rows;
  const change = useRef(onChange);
  change.current = onChange;
  const withId = schema.items?.properties?.id !== undefined;
  const maxItems = schema.maxItems ?? Number.POSITIVE_INFINITY;
  const operations = useMemo(() => {
    const put = (next: Rows) => {
      latest.current = next;
      change.current(next.length > 0 ? next : undefined);
    };
    const newRow = (from: Record<string, unknown> = {}) => (withId ? { ...from, id: newId() } : { ...from });
    const edit = (change: (rows: Rows) => Rows) => {
      model.flush();
      put(change(latest.current));
    };
    const actions: RowActions = {
      set(at, name, value) {
        const { [name]: _, ...others } = latest.current[at] ?? {};
        const row = value === undefined ? others : { ...latest.current[at], [name]: value };
        put(latest.current.with(at, row));
      },
      copy: (at) => edit((list) => (list.length < maxItems ? list.toSpliced(at + 1, 0, newRow(list[at])) : list)),
      remove: (at) => edit((list) => list.toSpliced(at, 1)),
      move: (at, by) =>
        edit((list) => list.with(at, list[at + by] as Rows[number]).with(at + by, list[at] as Rows[number])),
    };
    const add = () => edit((list) => (list.length < maxItems ? [...list, newRow()] : list));
    return { actions, add, newRow, replace: (next: (rows: Rows) => Rows) => edit(next), latest };
  }, [model, withId, maxItems]);
  return { rows, maxItems, ...operations };
}
