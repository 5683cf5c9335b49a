import { Checkbox, Radio, Select } from "antd";
import { choicesOf } from "../choices.ts";
import { words } from "../words.ts";
import { aria, type ControlProps, labelledBy } from "./control.ts";

/** One of a list of choices. */
export function SelectControl(props: ControlProps) {
  const { id, schema, value, invalid, autoFocus, onChange, onBlur } = props;
  return (
    <Select
      id={id}
      className="tb-wide"
      value={(value ?? null) as string | null}
      options={choicesOf(schema)}
      onChange={(next) => onChange(next ?? undefined)}
      onBlur={onBlur}
      allowClear
      {...(autoFocus && { autoFocus, defaultOpen: true })}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={words.pleaseChoose}
      {...aria(props)}
      status={invalid ? "error" : ""}
    />
  );
}

/** One of a few choices, all visible. */
export function RadioControl(props: ControlProps) {
  const { id, schema, value, onChange, onBlur } = props;
  return (
    <div role="radiogroup" aria-labelledby={`${id}--label`} {...aria(props)} onBlur={onBlur}>
      <Radio.Group name={id} value={value ?? null} onChange={(event) => onChange(event.target.value)}>
        {choicesOf(schema).map((choice, at) => (
          <Radio key={choice.value} value={choice.value} {...(at === 0 && { id })}>
            {choice.label}
          </Radio>
        ))}
      </Radio.Group>
    </div>
  );
}

/** Any number of choices: boxes for few, a list for many. */
export function MultiSelectControl(props: ControlProps) {
  const { id, schema, value, invalid, onChange, onBlur } = props;
  const choices = choicesOf(schema);
  const values = Array.isArray(value) ? value : [];
  const change = (next: unknown[]) => onChange(next.length > 0 ? next : undefined);
  if (choices.length > 8) {
    return (
      <Select
        id={id}
        className="tb-wide"
        mode="multiple"
        value={values}
        options={choices}
        onChange={change}
        onBlur={onBlur}
        showSearch={{ optionFilterProp: "label" }}
        placeholder={words.pleaseChoose}
        {...aria(props)}
        {...labelledBy(props)}
        status={invalid ? "error" : ""}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field's own template is the labelled group
    <div role="group" aria-labelledby={`${id}--label`} aria-describedby={props.describedBy} onBlur={onBlur}>
      {choices.map((choice, at) => (
        <Checkbox
          key={choice.value}
          {...(at === 0 && { id })}
          checked={values.includes(choice.value)}
          onChange={(event) =>
            change(event.target.checked ? [...values, choice.value] : values.filter((one) => one !== choice.value))
          }
        >
          {choice.label}
        </Checkbox>
      ))}
    </div>
  );
}

/** 是 or 否, or not answered yet. */
export function BooleanControl(props: ControlProps) {
  const { id, value, onChange, onBlur } = props;
  return (
    <div role="radiogroup" aria-labelledby={`${id}--label`} {...aria(props)} onBlur={onBlur}>
      <Radio.Group name={id} value={value ?? null} onChange={(event) => onChange(event.target.value)}>
        <Radio value={true} id={id}>
          {words.yes}
        </Radio>
        <Radio value={false}>{words.no}</Radio>
      </Radio.Group>
    </div>
  );
}
