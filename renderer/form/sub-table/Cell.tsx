import { memo, useState } from "react";
import { displayValue, kindOf } from "../../../engine/form/index.ts";
import { choicesOf } from "../choices.ts";
import { controlId, describedBy, useComputedValue, useFormScope, useMessages, useValueBeside } from "../context.ts";
import { aria, type ControlProps } from "../controls/control.ts";
import { controlFor } from "../controls/index.ts";
import { DerivedText, ValueText } from "../controls/ReadValue.tsx";
import { needsLabel } from "../controls/useChoices.ts";
import { useTyped } from "../controls/useTyped.ts";
import { parseNumber } from "../number-text.ts";
import { words } from "../words.ts";
import type { Column } from "./columns.ts";

const typedKinds = new Set([
  "text",
  "textarea",
  "richText",
  "address",
  "phone",
  "idCard",
  "creditCode",
  "number",
  "money",
]);
const numericKinds = new Set(["number", "money"]);

function TypedCell(props: ControlProps) {
  const { id, schema, value, onChange, onBlur } = props;
  const numeric = numericKinds.has(kindOf(schema) ?? "");
  const shown = value === undefined || value === null ? "" : String(value);
  const { text, type, blur } = useTyped(
    shown,
    (typed) => onChange(numeric ? parseNumber(typed) : typed || undefined),
    false,
  );
  return (
    <input
      id={id}
      className={numeric ? "tb-cell-input tb-cell-number" : "tb-cell-input"}
      value={text}
      autoComplete="off"
      inputMode={numeric ? "decimal" : undefined}
      onChange={(event) => type(event.target.value)}
      onBlur={() => {
        blur();
        onBlur();
      }}
      {...aria(props)}
    />
  );
}

function ChosenCell(props: ControlProps) {
  const { id, schema, value, onChange, onBlur } = props;
  const boolean = kindOf(schema) === "boolean";
  const choices = boolean
    ? [
        { value: "true", label: words.yes },
        { value: "false", label: words.no },
      ]
    : choicesOf(schema);
  const read = (text: string) =>
    text === "" ? undefined : boolean ? text === "true" : choices.find((one) => String(one.value) === text)?.value;
  return (
    <select
      id={id}
      className="tb-cell-input"
      value={value === undefined ? "" : String(value)}
      onChange={(event) => onChange(read(event.target.value))}
      onBlur={onBlur}
      {...aria(props)}
    >
      <option value="">{words.pleaseChoose}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={String(choice.value)}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** Text until it is opened; then the control of its kind. Keeps a long table free of heavy controls. */
function OpenedCell(props: ControlProps) {
  const [open, setOpen] = useState(false);
  const { services } = useFormScope();
  const { id, schema, value, label, describedBy: description } = props;
  const beside = useValueBeside(props.pointer, schema);
  if (!open) {
    return (
      <button
        type="button"
        id={id}
        className="tb-cell-input tb-cell-button"
        aria-label={`${label}：${displayValue(schema, value) || words.none}`}
        aria-describedby={description}
        onClick={() => setOpen(true)}
      >
        <ValueText {...{ schema, value, services, beside }} />
      </button>
    );
  }
  const Component = controlFor(kindOf(schema), undefined, needsLabel(schema));
  const stays = kindOf(schema) === "attachment" || kindOf(schema) === "image";
  return (
    <Component
      {...props}
      autoFocus
      onBlur={() => {
        props.onBlur();
        if (!stays) setOpen(false);
      }}
    />
  );
}

function ComputedCell({ pointer, column }: { pointer: string; column: Column }) {
  return (
    <span className="tb-cell-read">
      {displayValue({ ...column.schema, "x-unit": "" }, useComputedValue(pointer)) || words.none}
    </span>
  );
}

/** Properties of one cell. */
export interface CellProps {
  column: Column;
  pointer: string;
  row: number;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** One cell that can be filled. */
export const Cell = memo(function Cell({ column, pointer, row, value, onChange }: CellProps) {
  const { model, idPrefix, services } = useFormScope();
  const messages = useMessages(pointer);
  const beside = useValueBeside(pointer, column.schema);
  const id = controlId(idPrefix, pointer);
  if (column.schema["x-computed"]) return <ComputedCell pointer={pointer} column={column} />;
  if (column.schema.readOnly)
    return (
      <span className="tb-cell-read">
        {column.schema["x-derived"] ? (
          <DerivedText pointer={pointer} schema={column.schema} services={services} beside={beside} />
        ) : (
          <ValueText schema={column.schema} value={value} services={services} beside={beside} />
        )}
      </span>
    );
  const kind = kindOf(column.schema) ?? "text";
  const coded = needsLabel(column.schema);
  const chosen = !coded && ((kind === "select" || kind === "radio") && column.schema.enum ? true : kind === "boolean");
  const Component = typedKinds.has(kind) ? TypedCell : chosen ? ChosenCell : OpenedCell;
  const invalid = messages.length > 0;
  return (
    <>
      <Component
        id={id}
        pointer={pointer}
        schema={column.schema}
        value={value}
        required={column.required}
        invalid={invalid}
        describedBy={invalid ? describedBy(id).error : undefined}
        label={`${words.row(row + 1)} ${column.title}`}
        onChange={onChange}
        onBlur={() => model.touch(pointer)}
      />
      {invalid && (
        <div id={describedBy(id).error} className="tb-error" role="alert">
          {messages.join("；")}
        </div>
      )}
    </>
  );
});
