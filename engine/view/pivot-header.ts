import type { HeadCell, Member } from "./pivot-table.ts";
import type { Layout } from "./statistics-query.ts";

/** One row of the header per column dimension: a member once over everything beneath it. */
function memberRows(paths: readonly (readonly Member[])[], depth: number, width: number, left: number): HeadCell[][] {
  return Array.from({ length: depth }, (_, level) => {
    const cells: HeadCell[] = [];
    for (const [at, path] of paths.entries()) {
      const last = cells.at(-1);
      const before = paths[at - 1];
      const same = before && path.slice(0, level + 1).every((member, step) => before[step] === member);
      if (last && same) last.colSpan += width;
      else cells.push({ text: path[level]?.label ?? "", rowSpan: 1, colSpan: width, column: left + at * width });
    }
    return cells;
  });
}

/**
 * The header from the top: corner cells over the row heads, one row per column dimension, the measures in the last row
 * under each member, and the totals at the right.
 */
export function headerOf(layout: Layout, paths: readonly (readonly Member[])[], totals: boolean): HeadCell[][] {
  const depth = layout.columns.length;
  const left = layout.rows.length;
  const width = layout.measures.length;
  const withTotals = totals && depth > 0;
  const header = memberRows(paths, depth, width, left);
  const measures = (start: number): HeadCell[] =>
    layout.measures.map(({ title }, at) => ({ text: title, rowSpan: 1, colSpan: 1, column: start + at }));
  header.push(paths.flatMap((_, at) => measures(left + at * width)));
  const end = left + paths.length * width;
  if (withTotals) {
    header[0]?.push({ text: "合计", rowSpan: depth, colSpan: width, column: end });
    header[depth]?.push(...measures(end));
  }
  const corner = layout.rows.map(
    ({ key, title }, column): HeadCell => ({ text: title ?? key, rowSpan: depth + 1, colSpan: 1, column }),
  );
  header[0]?.unshift(...corner);
  return header;
}
