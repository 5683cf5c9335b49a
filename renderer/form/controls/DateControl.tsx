import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { kindOf } from "../../../engine/form/index.ts";
import { words } from "../words.ts";
import { aria, type ControlProps } from "./control.ts";

const pickers = {
  date: { picker: "date", stored: "YYYY-MM-DD", shown: "YYYY-MM-DD" },
  month: { picker: "month", stored: "YYYY-MM", shown: "YYYY年M月" },
  year: { picker: "year", stored: "YYYY", shown: "YYYY年" },
} as const;

const toDay = (value: unknown) => {
  const day = typeof value === "string" && value !== "" ? dayjs(value) : undefined;
  return day?.isValid() ? day : null;
};

/** A day, a month or a year, stored as ISO text (2026-03-15, 2026-03, 2026). */
export function DateControl(props: ControlProps) {
  const { id, schema, value, invalid, autoFocus, onChange, onBlur } = props;
  const kind = kindOf(schema);
  const { picker, stored, shown } = pickers[kind === "month" || kind === "year" ? kind : "date"];
  return (
    <DatePicker
      id={id}
      className="tb-wide"
      picker={picker}
      format={shown}
      value={toDay(value)}
      onChange={(day: Dayjs | null) => onChange(day?.format(stored))}
      onBlur={onBlur}
      {...(autoFocus && { autoFocus })}
      {...aria(props)}
      status={invalid ? "error" : ""}
    />
  );
}

interface DateRange {
  start?: string | undefined;
  end?: string | undefined;
}

/** A period between two days, stored as `{start, end}`. */
export function DateRangeControl(props: ControlProps) {
  const { id, value, invalid, onChange, onBlur } = props;
  const { start, end } = (value ?? {}) as DateRange;
  return (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}--end` }}
      className="tb-wide"
      value={[toDay(start), toDay(end)]}
      placeholder={[words.startDate, words.endDate]}
      allowEmpty={[true, true]}
      onCalendarChange={(days) => {
        const [from, to] = days ?? [];
        const range: DateRange = { start: from?.format("YYYY-MM-DD"), end: to?.format("YYYY-MM-DD") };
        onChange(range.start || range.end ? range : undefined);
      }}
      onBlur={onBlur}
      {...aria(props)}
      status={invalid ? "error" : ""}
    />
  );
}
