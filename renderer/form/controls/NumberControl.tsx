import { Input } from "antd";
import { parseNumber } from "../number-text.ts";
import { aria, type ControlProps } from "./control.ts";
import { useTyped } from "./useTyped.ts";

/** A number or an amount of money, with its unit. */
export function NumberControl(props: ControlProps) {
  const { id, schema, value, invalid, autoFocus, onChange, onBlur } = props;
  const { text, type, blur } = useTyped(value === undefined || value === null ? "" : String(value), (typed) =>
    onChange(parseNumber(typed)),
  );
  const unit = schema["x-unit"] ?? (schema["x-kind"] === "money" ? "元" : undefined);
  return (
    <Input
      id={id}
      className="tb-number"
      value={text}
      onChange={(event) => type(event.target.value)}
      onBlur={() => {
        blur();
        onBlur();
      }}
      {...aria(props)}
      autoFocus={autoFocus}
      inputMode="decimal"
      autoComplete="off"
      status={invalid ? "error" : ""}
      suffix={unit}
    />
  );
}
