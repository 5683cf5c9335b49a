import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { kindOf } from "../../../engine/form/index.ts";
import { words } from "../words.ts";
import { aria, type ControlProps } from "./control.ts";

// The first of `formats` is shown; the others are ways people type it.
const pickers = {
  date: { picker: "date", stored: "YYYY-MM-DD", formats: ["YYYY-MM-DD", "YYYYMMDD", "YYYY/M/D", "YYYY年M月D日"] },
  month: { picker: "month", stored: "YYYY-MM", formats: ["YYYY年M月", "YYYY-MM", "YYYYMM", "YYYY/M"] },
  year: { picker: "year", stored: "YYYY", formats: ["YYYY年", "YYYY"] },
} as const;

const toDay = (value: unknown) => {
  const day = typeof value === "string" && value !== "" ? dayjs(value) : undefined;
  return day?.isValid() ? day : null;
};

/** A day, a month or a year, stored as ISO text (2026-03-15, 2026-03, 2026). */
export function DateControl(props: ControlProps) {
  const { id, schema, value, invalid, autoFocus, onChange, onBlur } = props;
  const kind = kindOf(schema);
  const { picker, stored, formats } = pickers[kind === "month" || kind === "year" ? kind : "date"];
  return (
    <DatePicker
      id={id}
      className="tb-wide"
      picker={picker}
      format={[...formats]}
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
  const { id, schema, value, invalid, onChange, onBlur } = props;
  const range = (value ?? {}) as DateRange;
  const title = props.label ?? schema.title ?? "";
  const change = (part: keyof DateRange) => (day: Dayjs | null) => {
    const next = { ...range, [part]: day?.format("YYYY-MM-DD") };
    onChange(next.start || next.end ? next : undefined);
  };
  const common = { className: "tb-wide", onBlur, ...aria(props), status: invalid ? "error" : "" } as const;
  return (
    <div className="tb-range">
      <DatePicker
        {...common}
        id={id}
        aria-label={`${title} ${words.startDate}`}
        placeholder={words.startDate}
        value={toDay(range.start)}
        maxDate={toDay(range.end) ?? undefined}
        onChange={change("start")}
      />
      <span>{words.until}</span>
      <DatePicker
        {...common}
        id={`${id}--end`}
        aria-label={`${title} ${words.endDate}`}
        placeholder={words.endDate}
        value={toDay(range.end)}
        minDate={toDay(range.start) ?? undefined}
        onChange={change("end")}
      />
    </div>
  );
}
