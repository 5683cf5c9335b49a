import { Input } from "antd";
import { words } from "../words.ts";
import { aria, type ControlProps } from "./control.ts";
import { useTyped } from "./useTyped.ts";

const toValue = (text: string) => (text === "" ? undefined : text);

function useText({ value, onChange, onBlur }: ControlProps) {
  const { text, type, blur } = useTyped(typeof value === "string" ? value : "", (typed) => onChange(toValue(typed)));
  return {
    value: text,
    onChange: (event: { target: { value: string } }) => type(event.target.value),
    onBlur: () => {
      blur();
      onBlur();
    },
  };
}

const inputModes: Record<string, "tel" | "email" | "url"> = { phone: "tel", email: "email", uri: "url" };

/** One line of text. */
export function TextControl(props: ControlProps) {
  const { id, schema, invalid, autoFocus } = props;
  return (
    <Input
      id={id}
      {...useText(props)}
      {...aria(props)}
      autoFocus={autoFocus}
      inputMode={inputModes[schema.format ?? ""]}
      status={invalid ? "error" : ""}
      suffix={schema["x-unit"]}
    />
  );
}

/** Several lines of text, with a counter where the length is limited. */
export function TextAreaControl(props: ControlProps) {
  const { id, schema, invalid, autoFocus } = props;
  const text = useText(props);
  const length = [...text.value].length;
  const over = schema.maxLength !== undefined && length > schema.maxLength;
  return (
    <div className="tb-textarea">
      <Input.TextArea
        id={id}
        {...text}
        {...aria(props)}
        autoFocus={autoFocus}
        rows={4}
        status={invalid || over ? "error" : ""}
      />
      {schema.maxLength !== undefined && (
        <span className={over ? "tb-count tb-count-over" : "tb-count"}>{words.count(length, schema.maxLength)}</span>
      )}
    </div>
  );
}
