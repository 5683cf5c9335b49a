import { Form, Input, InputNumber, Select } from "antd";
import type { Field } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import { FormulaInput } from "./FormulaInput.tsx";
import { hasOptions } from "./kinds.ts";
import { LevelSettings } from "./LevelSettings.tsx";
import { OptionsEditor } from "./OptionsEditor.tsx";
import { DerivedSettings, ReferenceSettings, RowSettings } from "./ReferenceSettings.tsx";

type ChangeProps = { field: Field; onChange(part: Partial<Field>): void };
/** `siblings`: the fields a formula may speak of; `outer`: of a column those of the form around its table. */
type SettingsProps = ChangeProps & { siblings: Field[]; outer: Field[]; isColumn?: boolean };

const numeric = (field: Field): boolean => !field.derived && (field.kind === "number" || field.kind === "money");
const textual = (field: Field): boolean => !field.derived && ["text", "textarea", "address"].includes(field.kind);

/** Settings of one field beyond name, kind and required: options, unit, help, limits, place. */
export function FieldSettings({ field, onChange, siblings, outer, isColumn }: SettingsProps) {
  return (
    <Form layout="vertical" component="div" className="field-settings">
      <Following field={field} siblings={siblings} outer={outer} onChange={onChange} />
      {hasOptions(field.kind) && !field.derived && (
        <Form.Item label={t("ownForm.options")} required>
          <OptionsEditor key={field.id} options={field.options ?? []} onChange={(options) => onChange({ options })} />
        </Form.Item>
      )}
      {field.kind === "computed" && <FormulaInput field={field} siblings={siblings} onChange={onChange} />}
      <div className="field-settings-row">
        {(numeric(field) || field.kind === "computed") && <Unit field={field} onChange={onChange} />}
        {numeric(field) && <NumberLimits field={field} onChange={onChange} />}
        {textual(field) && <TextLimit field={field} onChange={onChange} />}
        {!isColumn && <Placement field={field} onChange={onChange} />}
      </div>
      {!isColumn && <LevelSettings field={field} onChange={onChange} />}
      {!isColumn && (
        <Form.Item label={t("ownForm.help")} htmlFor={`${field.id}-help`}>
          <Input
            id={`${field.id}-help`}
            value={field.help ?? ""}
            maxLength={200}
            placeholder={t("ownForm.helpPlaceholder")}
            onChange={(event) => onChange({ help: event.target.value || undefined })}
          />
        </Form.Item>
      )}
    </Form>
  );
}

/** What other records a field has to do with; a value is taken over only from a reference right beside the field. */
function Following({ field, siblings, outer, onChange }: SettingsProps) {
  const around = [...siblings, ...outer];
  if (field.derived) return <DerivedSettings field={field} around={siblings} onChange={onChange} />;
  if (field.row) return <RowSettings field={field} around={around} onChange={onChange} />;
  if (field.kind === "reference") return <ReferenceSettings field={field} around={around} onChange={onChange} />;
  return null;
}

function Unit({ field, onChange }: ChangeProps) {
  return (
    <Form.Item label={t("ownForm.unit")} htmlFor={`${field.id}-unit`}>
      <Input
        id={`${field.id}-unit`}
        value={field.unit ?? ""}
        maxLength={10}
        placeholder={t("ownForm.unitPlaceholder")}
        onChange={(event) => onChange({ unit: event.target.value || undefined })}
      />
    </Form.Item>
  );
}

function NumberLimits({ field, onChange }: ChangeProps) {
  const set = (key: "min" | "max" | "decimals") => (value: number | null) => onChange({ [key]: value ?? undefined });
  return (
    <>
      <Form.Item label={t("ownForm.min")} htmlFor={`${field.id}-min`}>
        <InputNumber id={`${field.id}-min`} value={field.min ?? null} onChange={set("min")} />
      </Form.Item>
      <Form.Item label={t("ownForm.max")} htmlFor={`${field.id}-max`}>
        <InputNumber id={`${field.id}-max`} value={field.max ?? null} onChange={set("max")} />
      </Form.Item>
      <Form.Item label={t("ownForm.decimals")} htmlFor={`${field.id}-decimals`}>
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

function TextLimit({ field, onChange }: ChangeProps) {
  return (
    <Form.Item label={t("ownForm.maxLength")} htmlFor={`${field.id}-max`}>
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
  { value: 24, label: t("ownForm.span.whole") },
  { value: 12, label: t("ownForm.span.half") },
  { value: 8, label: t("ownForm.span.third") },
];

function Placement({ field, onChange }: ChangeProps) {
  return (
    <>
      <Form.Item label={t("ownForm.span")} htmlFor={`${field.id}-span`}>
        <Select
          id={`${field.id}-span`}
          value={field.span}
          allowClear
          placeholder={t("ownForm.span.auto")}
          options={WIDTHS}
          style={{ minWidth: 120 }}
          onChange={(span) => onChange({ span })}
        />
      </Form.Item>
      <Form.Item label={t("ownForm.group")} htmlFor={`${field.id}-group`}>
        <Input
          id={`${field.id}-group`}
          value={field.group ?? ""}
          maxLength={30}
          placeholder={t("ownForm.groupPlaceholder")}
          onChange={(event) => onChange({ group: event.target.value || undefined })}
        />
      </Form.Item>
    </>
  );
}
