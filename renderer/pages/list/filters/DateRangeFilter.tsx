import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { FilterProps } from "./FilterControl.tsx";

const formats = { date: "YYYY-MM-DD", month: "YYYY-MM" } as const;

function ends(value: FilterProps["value"]): [string | undefined, string | undefined] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return [value.from?.toString(), value.to?.toString()];
  }
  return typeof value === "string" ? [value, value] : [undefined, undefined];
}

/** Days or months between two ends, either of which may be open. */
export function DateRangeFilter({ id, filter, value, onChange }: FilterProps) {
  const picker = filter.kind === "month" ? "month" : "date";
  const format = formats[picker];
  const [from, to] = ends(value).map((text) => (text ? dayjs(text) : null));
  return (
    <DatePicker.RangePicker
      id={{ start: id }}
      picker={picker}
      allowEmpty
      value={[from ?? null, to ?? null]}
      onChange={(range) => {
        const [first, last] = [range?.[0]?.format(format), range?.[1]?.format(format)];
        onChange(first || last ? { from: first, to: last } : undefined);
      }}
    />
  );
}
