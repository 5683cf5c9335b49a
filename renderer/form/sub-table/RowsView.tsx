import { displayValue, type FormSchema } from "../../../engine/form/index.ts";
import { ValueText } from "../controls/ReadValue.tsx";
import { valueBeside } from "../controls/useChoices.ts";
import type { FormServices } from "../services.ts";
import { words } from "../words.ts";
import { columnsOf, totalOf } from "./columns.ts";

/** Properties of RowsView. */
export interface RowsViewProps {
  schema: FormSchema;
  value: unknown;
  services: FormServices;
  ui?: Record<string, unknown> | undefined;
  labelledBy?: string;
  /** The record around the table. */
  beside?: unknown;
}

/** Without a control inside, the arrow keys reach what is wider than the page only through the box itself. */
const scrolledByKeys = { tabIndex: 0 };

/** A sub-table to read and print. */
export function RowsView({ schema, value, services, ui, labelledBy, beside }: RowsViewProps) {
  const columns = columnsOf(schema, ui);
  const rows = (Array.isArray(value) ? value : []) as Record<string, unknown>[];
  if (rows.length === 0) return <>{words.none}</>;
  return (
    <div className="tb-scroll" {...scrolledByKeys}>
      <table className="tb-rows" aria-labelledby={labelledBy}>
        <thead>
          <tr>
            <th scope="col">{words.rowNumber}</th>
            {columns.map(({ name, title, schema: { "x-unit": unit } }) => (
              <th key={name} scope="col">
                {title}
                {unit && `（${unit}）`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows to read never move
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {columns.map(({ name, schema: column, total }) => (
                <td key={name} className={total ? "tb-total" : undefined}>
                  <ValueText
                    schema={{ ...column, "x-unit": "" }}
                    value={row[name]}
                    services={services}
                    beside={valueBeside(column, row, beside)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {columns.some(({ total }) => total) && (
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              {columns.map(({ name, schema: column, total }) => (
                <td key={name} className="tb-total">
                  {total && displayValue({ ...column, "x-unit": "" }, totalOf(rows, name))}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
