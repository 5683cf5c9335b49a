import { PlusOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { type FormSchema, parsePointer } from "../../../engine/form/index.ts";
import { revealEvent } from "../focus.ts";
import { words } from "../words.ts";
import { columnsOf } from "./columns.ts";
import { Head, Totals } from "./Edges.tsx";
import { type CellPlace, placeOf, targetOf } from "./keyboard.ts";
import { pasteInto } from "./paste.ts";
import { Row } from "./Row.tsx";
import { useRows } from "./useRows.ts";

/** Rows beyond which only those in view are rendered. */
const virtualFrom = 60;
const rowHeight = 41;

/** Properties of SubTable. */
export interface SubTableProps {
  id: string;
  pointer: string;
  schema: FormSchema;
  /** uiSchema of the row: widths and totals of columns. */
  ui?: Record<string, unknown> | undefined;
  value: unknown;
  describedBy?: string | undefined;
  onChange: (rows: Record<string, unknown>[] | undefined) => void;
}

function useCellFocus(box: React.RefObject<HTMLDivElement | null>, scrollTo: (row: number) => void) {
  return ({ row, column }: CellPlace, tries = 3) => {
    const focus = (left: number) => {
      const cell = box.current?.querySelector<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`);
      const control = cell?.querySelector<HTMLElement>("input, select, button");
      if (control) {
        control.focus();
        if (control instanceof HTMLInputElement) control.select();
      } else if (left > 0) {
        scrollTo(row);
        requestAnimationFrame(() => focus(left - 1));
      }
    };
    focus(tries);
  };
}

function useTable(props: SubTableProps) {
  const { schema, ui, value, onChange, id } = props;
  const columns = useMemo(() => columnsOf(schema, ui), [schema, ui]);
  const table = useRows(schema, value, onChange);
  const box = useRef<HTMLDivElement>(null);
  const virtual = table.rows.length > virtualFrom;
  const virtualizer = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    enabled: virtual,
  });
  const focusCell = useCellFocus(box, (row) => virtual && virtualizer.scrollToIndex(row));
  const latestFocus = useRef(focusCell);
  latestFocus.current = focusCell;
  useEffect(() => {
    const element = document.getElementById(id);
    const reveal = (event: Event) => {
      const [row, name] = parsePointer((event as CustomEvent<string>).detail).slice(-2);
      const column = columns.findIndex((one) => one.name === name);
      if (row !== undefined && /^\d+$/.test(row) && column >= 0) latestFocus.current({ row: Number(row), column }, 10);
    };
    element?.addEventListener(revealEvent, reveal);
    return () => element?.removeEventListener(revealEvent, reveal);
  }, [id, columns]);
  const items = virtual ? virtualizer.getVirtualItems() : undefined;
  const shown = items?.map(({ index }) => index) ?? table.rows.map((_, index) => index);
  const before = items?.[0]?.start ?? 0;
  const after = items ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return { ...table, columns, box, virtual, focusCell, shown, before, after };
}

type Table = ReturnType<typeof useTable>;

/** Excel's clipboard into the cells from the focused one on; ordinary text is left to the input. */
function usePaste({ columns, replace, latest, maxItems, newRow }: Table) {
  const [status, setStatus] = useState("");
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const at = placeOf(event.target) ?? { row: latest.current.length, column: 0 };
    replace((list) => {
      const pasted = pasteInto(list, columns, at, text, { maxItems, newRow });
      setStatus(words.pasted(pasted.count, pasted.skipped));
      return pasted.rows;
    });
  };
  return { status, onPaste };
}

/** Enter and arrows between cells; Enter below the last row adds one. */
function onCellKey(event: KeyboardEvent, { rows, columns, add, focusCell }: Table): void {
  const to = event.nativeEvent.isComposing ? undefined : targetOf(event);
  if (!to || to.column < 0 || to.column >= columns.length || to.row < 0) return;
  if (to.row >= rows.length && event.key !== "Enter") return;
  event.preventDefault();
  if (to.row >= rows.length) add();
  focusCell(to);
}

function Body({ table, pointer }: { table: Table; pointer: string }) {
  const { rows, columns, actions, shown, before, after } = table;
  const space = (height: number) => height > 0 && <tr style={{ height }} />;
  if (rows.length === 0) {
    return (
      <tbody>
        <tr>
          <td colSpan={columns.length + 2} className="tb-empty">
            {words.emptyRows}
          </td>
        </tr>
      </tbody>
    );
  }
  return (
    <tbody>
      {space(before)}
      {shown.map((at) => {
        const row = rows[at] ?? {};
        const last = at === rows.length - 1;
        const key = (row.id as string | undefined) ?? at;
        return <Row key={key} row={row} at={at} last={last} columns={columns} base={pointer} actions={actions} />;
      })}
      {space(after)}
    </tbody>
  );
}

/** A sub-table: a grid that is filled like Excel, by mouse, keyboard or paste. */
export function SubTable(props: SubTableProps) {
  const { id, pointer, describedBy } = props;
  const table = useTable(props);
  const { rows, columns, add, maxItems, box, virtual } = table;
  const { status, onPaste } = usePaste(table);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the table inside is the semantic element; this labels it with its tools
    <div
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={`${id}--label`}
      aria-describedby={describedBy}
      className="tb-subtable"
      onPaste={onPaste}
      onKeyDown={(event) => onCellKey(event, table)}
    >
      <div
        ref={box}
        {...(rows.length === 0 && { tabIndex: 0 })}
        className={virtual ? "tb-scroll tb-scroll-tall" : "tb-scroll"}
      >
        <table aria-labelledby={`${id}--label`} aria-rowcount={rows.length + 1}>
          <Head columns={columns} />
          <Body table={table} pointer={pointer} />
          <Totals columns={columns} pointer={pointer} />
        </table>
      </div>
      <div className="tb-subtable-foot">
        <Button icon={<PlusOutlined />} onClick={add} disabled={rows.length >= maxItems}>
          {words.add}
        </Button>
        <span role="status">{status || (rows.length >= maxItems ? words.rowLimit(maxItems) : "")}</span>
      </div>
    </div>
  );
}
