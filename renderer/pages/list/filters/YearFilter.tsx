import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { FilterProps } from "./FilterControl.tsx";

/** One year. */
export function YearFilter({ id, value, onChange }: FilterProps) {
  const year = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  return (
    <DatePicker
      id={id}
      picker="year"
      value={year ? dayjs(`${year}-01-01`) : null}
      onChange={(next) => onChange(next ? String(next.year()) : undefined)}
    />
  );
}
