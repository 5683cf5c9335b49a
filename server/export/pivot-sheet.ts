import type { PivotColumn, PivotRow, PivotTable } from "../../engine/view/index.ts";
import type { CellKind } from "./cell.ts";
import type { Sheet, SheetRow } from "./workbook.ts";

const kindOf = ({ percent, decimals }: PivotColumn): CellKind => {
  if (percent) return "percent";
  return decimals === 0 ? "integer" : "number";
};

/** A row of numbers; heads that a cell above covers have no span of their own. */
function sheetRow({ head, cells }: PivotRow): SheetRow {
  return { head, cells: cells.map(({ value }) => value) };
}

/** A pivot table as a sheet: the same header, the same merges, numbers as numbers. */
export function pivotSheet(table: PivotTable, note: string): Sheet {
  const heads = Array.from({ length: table.headColumns }, () => ({ kind: "text" as const, width: 22 }));
  const numbers = table.columns.map((column) => ({
    kind: kindOf(column),
    width: Math.max(10, column.title.length * 2 + 3),
  }));
  return {
    title: table.title,
    note,
    columns: [...heads, ...numbers],
    header: table.header,
    rows: [...table.rows, ...(table.totals ? [table.totals] : [])].map(sheetRow),
  };
}
