import { type FormSchema, kindOf } from "../../../engine/form/index.ts";

/** One column of a sub-table. */
export interface Column {
  name: string;
  schema: FormSchema;
  title: string;
  required: boolean;
  /** Width in px. */
  width: number;
  /** Whether its numbers are added up under the table. */
  total: boolean;
}

type ColumnUi = { "ui:options"?: { width?: number; total?: boolean } };

const widths: Partial<Record<string, number>> = {
  number: 120,
  money: 140,
  boolean: 90,
  date: 140,
  month: 120,
  year: 100,
  textarea: 240,
  attachment: 220,
  image: 220,
  dateRange: 260,
};

const numeric = (schema: FormSchema) => {
  const kind = kindOf(schema);
  return (
    kind === "number" ||
    kind === "money" ||
    (kind === "computed" && [schema.type].flat().some((type) => type === "number" || type === "integer"))
  );
};

/** The columns of a sub-table's row schema; the row's own `id` is none. */
export function columnsOf(schema: FormSchema, ui: Record<string, unknown> = {}): Column[] {
  const { properties = {}, required = [] } = schema.items ?? {};
  return Object.entries(properties)
    .filter(([name, column]) => !(name === "id" && !column.title) && !column["x-hidden"])
    .map(([name, column]) => {
      const options = (ui[name] as ColumnUi | undefined)?.["ui:options"];
      return {
        name,
        schema: column,
        title: column.title ?? name,
        required: required.includes(name),
        width: options?.width ?? widths[kindOf(column) ?? ""] ?? 160,
        total: options?.total ?? numeric(column),
      };
    });
}

/** The sum of a column, free of binary noise. */
export function totalOf(rows: readonly Record<string, unknown>[], name: string): number {
  const sum = rows.reduce((total, row) => total + (typeof row?.[name] === "number" ? (row[name] as number) : 0), 0);
  return Number(sum.toFixed(6));
}
