import { Input } from "antd";
import { useEffect, useState } from "react";
import type { FilterProps } from "./FilterControl.tsx";

/** Text the field contains; applied on Enter or on leaving. */
export function TextFilter({ id, value, onChange }: FilterProps) {
  const applied = value === undefined || value === null ? "" : String(value);
  const [text, setText] = useState(applied);
  useEffect(() => setText(applied), [applied]);
  const apply = (next: string) => next.trim() !== applied && onChange(next.trim() || undefined);
  return (
    <Input
      id={id}
      value={text}
      allowClear
      onChange={(event) => {
        setText(event.target.value);
        if (event.target.value === "") apply("");
      }}
      onPressEnter={() => apply(text)}
      onBlur={() => apply(text)}
    />
  );
}
