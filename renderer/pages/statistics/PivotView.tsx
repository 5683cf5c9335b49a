import { Link } from "react-router-dom";
import type { HeadCell, PivotCell, PivotColumn, PivotRow, PivotTable } from "../../../engine/view/index.ts";
import { t } from "../../i18n/index.ts";
import { numberText } from "./number-text.ts";

type PivotViewProps = {
  table: PivotTable;
  /** Address of the rows behind a number; undefined where nothing can be opened. */
  drillTo(cell: PivotCell): string | undefined;
};

/** The table with merged headers, drawn cell for cell as the Excel export draws it. */
export function PivotView({ table, drillTo }: PivotViewProps) {
  return (
    <div className="pivot-scroll">
      <table className="pivot">
        <caption className="sr-only">{table.title}</caption>
        <thead>
          {table.header.map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: header rows have no identity but their place
            <tr key={at}>
              {cells.map((cell) => (
                <HeaderCell key={cell.column} cell={cell} headColumns={table.headColumns} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <Row
              key={JSON.stringify(row.cells[0]?.drill ?? row.head)}
              row={row}
              columns={table.columns}
              drillTo={drillTo}
            />
          ))}
        </tbody>
        {table.totals && (
          <tfoot>
            <Row row={table.totals} columns={table.columns} drillTo={drillTo} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function HeaderCell({ cell, headColumns }: { cell: HeadCell; headColumns: number }) {
  const side = cell.column < headColumns;
  return (
    <th rowSpan={cell.rowSpan} colSpan={cell.colSpan} scope="col" className={side ? "pivot-side" : undefined}>
      {cell.text}
    </th>
  );
}

type RowProps = { row: PivotRow; columns: PivotColumn[]; drillTo: PivotViewProps["drillTo"] };

function Row({ row, columns, drillTo }: RowProps) {
  return (
    <tr>
      {row.head
        .filter(({ rowSpan }) => rowSpan > 0)
        .map((cell) => (
          <th key={cell.column} rowSpan={cell.rowSpan} colSpan={cell.colSpan} scope="row" className="pivot-side">
            {cell.text}
          </th>
        ))}
      {row.cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
        <td key={at} className={columns[at]?.total ? "pivot-total" : undefined}>
          <NumberCell cell={cell} column={columns[at]} to={drillTo(cell)} />
        </td>
      ))}
    </tr>
  );
}

function NumberCell({
  cell,
  column,
  to,
}: {
  cell: PivotCell;
  column: PivotColumn | undefined;
  to: string | undefined;
}) {
  const text = numberText(cell.value, column);
  if (!to || cell.value === null || cell.value === 0) return <span className={cell.value ? "" : "muted"}>{text}</span>;
  return (
    <Link to={to} title={t("statistics.openRows")}>
      {text}
    </Link>
  );
}
