import type { PivotColumn } from "../../../engine/view/index.ts";

/** A number of the table as people read it; a dash where nothing can be computed. */
export function numberText(
  value: number | null,
  column: Pick<PivotColumn, "percent" | "decimals"> | undefined,
): string {
  if (value === null) return "—";
  const digits = column?.decimals;
  if (column?.percent) return `${(value * 100).toFixed(digits ?? 1)}%`;
  return value.toLocaleString(
    "zh-CN",
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
}
