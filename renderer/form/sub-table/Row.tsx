import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { shallowEquals } from "@rjsf/utils";
import { memo } from "react";
import { words } from "../words.ts";
import { Cell } from "./Cell.tsx";
import type { Column } from "./columns.ts";

/** What can be done with a row; stable, so that rows keep still. */
export interface RowActions {
  set(row: number, name: string, value: unknown): void;
  copy(row: number): void;
  remove(row: number): void;
  move(row: number, by: 1 | -1): void;
}

/** Properties of one row. */
export interface RowProps {
  row: Record<string, unknown>;
  at: number;
  last: boolean;
  columns: readonly Column[];
  /** JSON pointer of the sub-table. */
  base: string;
  actions: RowActions;
}

function isSame(before: RowProps, after: RowProps): boolean {
  const { row: left, ...beforeRest } = before;
  const { row: right, ...afterRest } = after;
  return shallowEquals(beforeRest, afterRest) && shallowEquals(left, right);
}

/** One row of a sub-table with its buttons; rjsf hands out new row objects on every change, so their values decide. */
export const Row = memo(function Row({ row, at, last, columns, base, actions }: RowProps) {
  const label = (action: string) => `${action}（${words.row(at + 1)}）`;
  return (
    <tr aria-rowindex={at + 2}>
      <th scope="row" className="tb-row-number">
        {at + 1}
      </th>
      {columns.map((column, index) => (
        <td
          key={column.name}
          data-row={at}
          data-column={index}
          className={column.total ? "tb-cell-numeric" : undefined}
        >
          <Cell
            column={column}
            pointer={`${base}/${at}/${column.name}`}
            row={at}
            value={row?.[column.name]}
            onChange={(value) => actions.set(at, column.name, value)}
          />
        </td>
      ))}
      <td className="tb-row-actions">
        <button
          type="button"
          aria-label={label(words.moveUp)}
          title={words.moveUp}
          disabled={at === 0}
          onClick={() => actions.move(at, -1)}
        >
          <ArrowUpOutlined />
        </button>
        <button
          type="button"
          aria-label={label(words.moveDown)}
          title={words.moveDown}
          disabled={last}
          onClick={() => actions.move(at, 1)}
        >
          <ArrowDownOutlined />
        </button>
        <button type="button" aria-label={label(words.copy)} title={words.copy} onClick={() => actions.copy(at)}>
          <CopyOutlined />
        </button>
        <button type="button" aria-label={label(words.remove)} title={words.remove} onClick={() => actions.remove(at)}>
          <DeleteOutlined />
        </button>
      </td>
    </tr>
  );
}, isSame);
