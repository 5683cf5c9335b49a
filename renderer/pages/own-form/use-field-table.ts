import { useCallback, useMemo, useReducer } from "react";
import {
  type Field,
  type FieldCheck,
  type FieldKind,
  type FieldTable,
  nextFieldId,
} from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import { kindTitle, type PaletteKind, withKind } from "./kinds.ts";
import { referencesIn } from "./ReferenceSettings.tsx";

/** A named step, so that undo can say what it undoes; steps of the same `cell` in a row are one. */
type Step = { table: FieldTable; title: string; cell?: string };
type History = { past: Step[]; table: FieldTable; future: Step[] };
type Action =
  | { type: "load"; table: FieldTable }
  | { type: "change"; title: string; cell?: string; change(table: FieldTable): FieldTable }
  | { type: "undo" }
  | { type: "redo" };

const MOST_STEPS = 100;

function reduce(history: History, action: Action): History {
  const { past, table, future } = history;
  if (action.type === "load") return { past: [], table: action.table, future: [] };
  if (action.type === "undo") {
    const last = past.at(-1);
    return last
      ? { past: past.slice(0, -1), table: last.table, future: [{ table, title: last.title }, ...future] }
      : history;
  }
  if (action.type === "redo") {
    const next = future[0];
    return next
      ? { past: [...past, { table, title: next.title }], table: next.table, future: future.slice(1) }
      : history;
  }
  const changed = action.change(table);
  // Typing into one cell is one step, not one per letter.
  const merges = action.cell !== undefined && past.at(-1)?.cell === action.cell;
  return {
    past: merges ? past : [...past, { table, title: action.title, cell: action.cell }].slice(-MOST_STEPS),
    table: changed,
    future: [],
  };
}

const edit = (fields: Field[], id: string, change: (field: Field) => Field | undefined): Field[] =>
  fields.flatMap((field) => {
    if (field.id === id) return change(field) ?? [];
    return [field.columns ? { ...field, columns: edit(field.columns, id, change) } : field];
  });

function moveBy(fields: Field[], id: string, by: number): Field[] {
  const at = fields.findIndex((field) => field.id === id);
  if (at < 0)
    return fields.map((field) => (field.columns ? { ...field, columns: moveBy(field.columns, id, by) } : field));
  const to = Math.max(0, Math.min(fields.length - 1, at + by));
  const moved = fields.filter((field) => field.id !== id);
  const field = fields[at];
  if (field) moved.splice(to, 0, field);
  return moved;
}

const ids = (field: Field): string[] => [field.id, ...(field.columns ?? []).flatMap(ids)];

/** The reference fields beside a field, which it may follow. */
function referencesBeside(fields: readonly Field[], id: string): Field[] {
  const owner = fields.find(({ columns }) => columns?.some((column) => column.id === id));
  return referencesIn((owner?.columns ?? fields).filter((field) => field.id !== id));
}

function addedOne(table: FieldTable, kind: PaletteKind | FieldKind, title: string, parent?: string): FieldTable {
  const beside = parent ? (table.fields.find(({ id }) => id === parent)?.columns ?? []) : table.fields;
  const field = withKind({ id: nextFieldId(table), title, kind: "text" }, kind, referencesIn(beside));
  const fields = parent
    ? edit(table.fields, parent, (owner) => ({ ...owner, columns: [...(owner.columns ?? []), field] }))
    : [...table.fields, field];
  return { ...table, fields };
}

/** The field table being edited, with undo and redo in named steps. */
export function useFieldTable() {
  const [history, dispatch] = useReducer(reduce, { past: [], table: { fields: [] }, future: [] });
  const change = useCallback(
    (title: string, to: (table: FieldTable) => FieldTable, cell?: string) =>
      dispatch({ type: "change", title, cell, change: to }),
    [],
  );
  const actions = useMemo(
    () => ({
      load: (table: FieldTable) => dispatch({ type: "load", table }),
      undo: () => dispatch({ type: "undo" }),
      redo: () => dispatch({ type: "redo" }),
      add: (kind: PaletteKind | FieldKind, title: string, parent?: string) =>
        change(t("ownForm.step.add", { kind: kindTitle(kind) }), (table) => addedOne(table, kind, title, parent)),
      update: (id: string, part: Partial<Field>) =>
        change(
          t("ownForm.step.update"),
          (table) => ({ ...table, fields: edit(table.fields, id, (field) => ({ ...field, ...part })) }),
          `${id} ${Object.keys(part).join(" ")}`,
        ),
      setKind: (id: string, kind: PaletteKind | FieldKind) =>
        change(t("ownForm.step.kind"), (table) => ({
          ...table,
          fields: edit(table.fields, id, (field) => withKind(field, kind, referencesBeside(table.fields, id))),
        })),
      remove: (field: Field) =>
        change(t("ownForm.step.remove", { title: field.title }), (table) => ({
          ...table,
          fields: edit(table.fields, field.id, () => undefined),
          retired: [...(table.retired ?? []), ...ids(field)],
        })),
      addCheck: (check: FieldCheck) =>
        change(t("ownForm.step.checkAdd"), (table) => ({ ...table, checks: [...(table.checks ?? []), check] })),
      setCheck: (at: number, check: FieldCheck) =>
        change(
          t("ownForm.step.check"),
          (table) => ({ ...table, checks: table.checks?.with(at, check) }),
          `check ${at}`,
        ),
      removeCheck: (at: number) =>
        change(t("ownForm.step.checkRemove"), (table) => ({ ...table, checks: table.checks?.toSpliced(at, 1) })),
      removeRule: (at: number) =>
        change(t("ownForm.step.checkRemove"), (table) => ({ ...table, rules: table.rules?.toSpliced(at, 1) })),
      move: (id: string, by: number) =>
        change(t("ownForm.step.move"), (table) => ({ ...table, fields: moveBy(table.fields, id, by) })),
    }),
    [change],
  );
  const { past, table, future } = history;
  return { table, ...actions, undoTitle: past.at(-1)?.title, redoTitle: future[0]?.title, changed: past.length > 0 };
}

/** What useFieldTable gives. */
export type FieldTableEditor = ReturnType<typeof useFieldTable>;
