import type { StatisticsView } from "../definition/meta/views.gen.ts";
import { measureValue } from "./measure-value.ts";
import { combinations, membersOf } from "./members.ts";
import { headerOf } from "./pivot-header.ts";
import type {
  GroupRow,
  HeadCell,
  Labels,
  Member,
  PivotCell,
  PivotColumn,
  PivotRow,
  PivotTable,
} from "./pivot-table.ts";
import type { Scalar, StatisticsRequest } from "./request.ts";
import { type Layout, layoutOf } from "./statistics-query.ts";
import { indexGroups, keyOf } from "./totals.ts";

type Path = readonly Member[];

const drillOf = (dimensions: readonly { key: string }[], path: Path): Record<string, Scalar> =>
  Object.fromEntries(path.map((member, at) => [dimensions[at]?.key ?? "", member.value]));

function columnsOf(layout: Layout, paths: readonly Path[], totals: boolean): PivotColumn[] {
  const under = (path: Path, total: boolean): PivotColumn[] =>
    layout.measures.map((measure) => ({
      measure: measure.key,
      title: measure.title,
      ...(measure.unit !== undefined && { unit: measure.unit }),
      ...(measure.decimals !== undefined && { decimals: measure.decimals }),
      percent: measure.fn === "ratio",
      total,
      members: drillOf(layout.columns, path),
    }));
  const columns = paths.flatMap((path) => under(path, false));
  return totals && layout.columns.length > 0 ? [...columns, ...under([], true)] : columns;
}

/** Head cells of each row; a member that repeats the row above is covered by it. */
function headsOf(paths: readonly Path[]): HeadCell[][] {
  const heads: HeadCell[][] = [];
  const open: HeadCell[] = [];
  let before: Path = [];
  for (const path of paths) {
    const split = path.findIndex((member, at) => before[at] !== member);
    const fresh = path.map((member, column): HeadCell => ({ text: member.label, rowSpan: 1, colSpan: 1, column }));
    for (const [at, cell] of fresh.entries()) {
      const above = open[at];
      if (at < split && above) {
        above.rowSpan += 1;
        cell.rowSpan = 0;
      } else open[at] = cell;
    }
    heads.push(fresh);
    before = path;
  }
  return heads;
}

/**
 * Lays the groups of a statistics query out as a table: members of `all` dimensions shown even where nothing was counted,
 * totals per row and column, ratios and averages recomputed from what they are made of.
 */
export function pivot(
  view: StatisticsView,
  request: StatisticsRequest,
  groups: readonly GroupRow[],
  labels: Labels,
): PivotTable {
  const layout = layoutOf(view, request);
  const members = (dimensions: Layout["rows"]) =>
    dimensions.map((one) => membersOf(view, one, request, groups, labels));
  const rowPaths = combinations(layout.rows, members(layout.rows), groups);
  const columnPaths = combinations(layout.columns, members(layout.columns), groups);
  const totals = view.totals !== false;
  const columns = columnsOf(layout, columnPaths, totals);
  const index = indexGroups(view, layout, groups);
  const cellsFor = (rowKey: string, rowDrill: Record<string, Scalar>): PivotCell[] =>
    columns.map((column) => {
      const columnKey = column.total ? "" : keyOf(Object.values(column.members));
      const value = measureValue(view, column.measure, index.at(rowKey, columnKey));
      return { value, drill: { ...rowDrill, ...column.members }, measure: column.measure };
    });
  const heads = headsOf(rowPaths);
  const rows = rowPaths.map(
    (path, at): PivotRow => ({
      head: heads[at] as HeadCell[],
      cells: cellsFor(keyOf(path.map(({ value }) => value)), drillOf(layout.rows, path)),
    }),
  );
  const totalHead: HeadCell = { text: "合计", rowSpan: 1, colSpan: layout.rows.length, column: 0 };
  return {
    title: view.title,
    header: headerOf(layout, columnPaths, totals),
    headColumns: layout.rows.length,
    columns,
    rows,
    totals: totals ? { head: [totalHead], cells: cellsFor("", {}) } : null,
  };
}
