import { displayValue } from "../../../engine/form/index.ts";
import { useComputedValue } from "../context.ts";
import { words } from "../words.ts";
import { type Column, totalOf } from "./columns.ts";

/** Column titles with units. */
export function Head({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="tb-row-number">
          {words.rowNumber}
        </th>
        {columns.map(({ name, title, required, width, schema }) => (
          <th key={name} scope="col" style={{ width }} title={schema["x-help"]}>
            {required && (
              <span className="tb-required" aria-hidden="true">
                *
              </span>
            )}
            {title}
            {schema["x-unit"] && <span className="tb-unit">（{schema["x-unit"]}）</span>}
          </th>
        ))}
        <th scope="col" className="tb-row-actions">
          {words.actions}
        </th>
      </tr>
    </thead>
  );
}

/** Sums of the number columns, computed ones included. */
export function Totals({ columns, pointer }: { columns: readonly Column[]; pointer: string }) {
  const rows = useComputedValue(pointer);
  if (!Array.isArray(rows) || rows.length === 0 || !columns.some(({ total }) => total)) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" className="tb-row-number">
          {words.total}
        </th>
        {columns.map(({ name, total, schema }) => (
          <td key={name} className="tb-total">
            {total && displayValue({ ...schema, "x-unit": "" }, totalOf(rows, name))}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  );
}
