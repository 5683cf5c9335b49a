import { Form, Input, InputNumber, Select } from "antd";
import type { Field } from "../../../engine/form/index.ts";
import { hasOptions } from "./kinds.ts";
import { OptionsEditor } from "./OptionsEditor.tsx";

type SettingsProps = { field: Field; onChange(part: Partial<Field>): void; isColumn?: boolean };

const numeric = (field: Field): boolean => field.kind === "number" || field.kind === "money";
const textual = (field: Field): boolean => ["text", "textarea", "address"].includes(field.kind);

/** Settings of one field beyond name, kind and required: options, unit, help, limits, place. */
export function FieldSettings({ field, onChange, isColumn }: SettingsProps) {
  return (
    <Form layout="vertical" component="div" className="field-settings">
      {hasOptions(field.kind) && (
        <Form.Item label="选项" required>
          <OptionsEditor key={field.id} options={field.options ?? []} onChange={(options) => onChange({ options })} />
        </Form.Item>
      )}
      {field.kind === "computed" && <Formula field={field} onChange={onChange} />}
      <div className="field-settings-row">
        {(numeric(field) || field.kind === "computed") && <Unit field={field} onChange={onChange} />}
        {numeric(field) && <NumberLimits field={field} onChange={onChange} />}
        {textual(field) && <TextLimit field={field} onChange={onChange} />}
        {!isColumn && <Placement field={field} onChange={onChange} />}
      </div>
      {!isColumn && (
        <Form.Item label="填写说明" htmlFor={`${field.id}-help`}>
          <Input
            id={`${field.id}-help`}
            value={field.help ?? ""}
            maxLength={200}
            placeholder="显示在填写框下方，告诉填报人怎么填"
            onChange={(event) => onChange({ help: event.target.value || undefined })}
          />
        </Form.Item>
      )}
    </Form>
  );
}

function Formula({ field, onChange }: SettingsProps) {
  return (
    <Form.Item
      label="计算公式"
      htmlFor={`${field.id}-formula`}
      extra="用字段的英文名写，例如 =f_1 / f_2 * 100；填报时自动算出。"
    >
      <Input
        id={`${field.id}-formula`}
        value={field.formula ?? ""}
        maxLength={500}
        onChange={(event) => onChange({ formula: event.target.value })}
      />
    </Form.Item>
  );
}

function Unit({ field, onChange }: SettingsProps) {
  return (
    <Form.Item label="单位" htmlFor={`${field.id}-unit`}>
      <Input
        id={`${field.id}-unit`}
        value={field.unit ?? ""}
        maxLength={10}
        placeholder="如 件、万元"
        onChange={(event) => onChange({ unit: event.target.value || undefined })}
      />
    </Form.Item>
  );
}

function NumberLimits({ field, onChange }: SettingsProps) {
  const set = (key: "min" | "max" | "decimals") => (value: number | null) => onChange({ [key]: value ?? undefined });
  return (
    <>
      <Form.Item label="最小值" htmlFor={`${field.id}-min`}>
        <InputNumber id={`${field.id}-min`} value={field.min ?? null} onChange={set("min")} />
      </Form.Item>
      <Form.Item label="最大值" htmlFor={`${field.id}-max`}>
        <InputNumber id={`${field.id}-max`} value={field.max ?? null} onChange={set("max")} />
      </Form.Item>
      <Form.Item label="小数位数" htmlFor={`${field.id}-decimals`}>
        <InputNumber
          id={`${field.id}-decimals`}
          value={field.decimals ?? null}
          min={0}
          max={6}
          onChange={set("decimals")}
        />
      </Form.Item>
    </>
  );
}

function TextLimit({ field, onChange }: SettingsProps) {
  return (
    <Form.Item label="最多字数" htmlFor={`${field.id}-max`}>
      <InputNumber
        id={`${field.id}-max`}
        value={field.maxLength ?? null}
        min={1}
        max={20000}
        placeholder={field.kind === "textarea" ? "2000" : "200"}
        onChange={(value) => onChange({ maxLength: value ?? undefined })}
      />
    </Form.Item>
  );
}

const WIDTHS = [
  { value: 24, label: "整行" },
  { value: 12, label: "半行" },
  { value: 8, label: "三分之一行" },
];

function Placement({ field, onChange }: SettingsProps) {
  return (
    <>
      <Form.Item label="宽度" htmlFor={`${field.id}-span`}>
        <Select
          id={`${field.id}-span`}
          value={field.span}
          allowClear
          placeholder="自动"
          options={WIDTHS}
          style={{ minWidth: 120 }}
          onChange={(span) => onChange({ span })}
        />
      </Form.Item>
      <Form.Item label="分组" htmlFor={`${field.id}-group`}>
        <Input
          id={`${field.id}-group`}
          value={field.group ?? ""}
          maxLength={30}
          placeholder="同名归为一组"
          onChange={(event) => onChange({ group: event.target.value || undefined })}
        />
      </Form.Item>
    </>
  );
}
