import { Button, Dropdown } from "antd";
import { Link } from "react-router-dom";
import type { HeadCell, PivotCell, PivotColumn, PivotRow, PivotTable } from "../../../engine/view/index.ts";
import { t } from "../../i18n/index.ts";
import type { DrillTarget } from "./drill-address.ts";
import { numberText } from "./number-text.ts";

type PivotViewProps = {
  table: PivotTable;
  /** Lists with the rows behind a number; none where nothing can be opened, more than one where one has to be chosen. */
  drillTo(cell: PivotCell): DrillTarget[];
};

/** The table with merged headers, drawn cell for cell as the Excel export draws it. */
export function PivotView({ table, drillTo }: PivotViewProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and where no number opens anything there is nothing else to tab to
    <section className="pivot-scroll" tabIndex={0} aria-label={table.title}>
      <table className="pivot" style={{ "--columns": table.columns.length } as React.CSSProperties}>
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
    </section>
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
          <NumberCell cell={cell} column={columns[at]} targets={drillTo(cell)} />
        </td>
      ))}
    </tr>
  );
}

type NumberProps = { cell: PivotCell; column: PivotColumn | undefined; targets: DrillTarget[] };

function NumberCell({ cell, column, targets }: NumberProps) {
  const text = numberText(cell.value, column);
  const [only] = targets;
  if (!only || cell.value === null || cell.value === 0) {
    return <span className={cell.value ? "" : "muted"}>{text}</span>;
  }
  if (targets.length > 1) {
    const items = targets.map(({ title, to }) => ({ key: to, label: <Link to={to}>{title}</Link> }));
    return (
      <Dropdown trigger={["click"]} menu={{ items }}>
        <Button type="link" size="small" className="pivot-choice" title={t("statistics.chooseSource")}>
          {text}
        </Button>
      </Dropdown>
    );
  }
  return (
    <Link to={only.to} title={t("statistics.openRows")}>
      {text}
    </Link>
  );
}
