import { InputNumber, Space } from "antd";
import { useEffect, useState } from "react";
import { t } from "../../../i18n/index.ts";
import type { FilterProps } from "./FilterControl.tsx";

interface Range {
  from?: string | number;
  to?: string | number;
}

function asRange(value: FilterProps["value"]): Range {
  if (value === undefined || value === null || Array.isArray(value) || typeof value === "boolean") return {};
  return typeof value === "object" ? value : { from: value, to: value };
}

/** Numbers between two ends, either of which may be open; applied on Enter or on leaving. */
export function NumberRangeFilter({ id, filter, value, onChange }: FilterProps) {
  const applied = asRange(value);
  const key = JSON.stringify(applied);
  const [range, setRange] = useState(applied);
  useEffect(() => setRange(JSON.parse(key)), [key]);
  const apply = () => {
    if (JSON.stringify(range) === key) return;
    onChange(range.from === undefined && range.to === undefined ? undefined : range);
  };
  const end = (name: "from" | "to") => ({
    value: range[name],
    controls: false,
    placeholder: t(`list.${name}`),
    "aria-label": `${filter.title}${t(`list.${name}`)}`,
    onChange: (next: string | number | null) => setRange({ ...range, [name]: next ?? undefined }),
    onPressEnter: apply,
    onBlur: apply,
  });
  return (
    <Space.Compact block>
      <InputNumber id={id} {...end("from")} />
      <InputNumber {...end("to")} />
    </Space.Compact>
  );
}
