import { Alert, Form, Select } from "antd";
import { useContext } from "react";
import { type Field, ownDivision, referenceOf } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import { type ReferenceSource, SourcesContext, useSource } from "./sources.ts";

type SettingsProps = {
  field: Field;
  /** Fields beside it first, then those of the form around. */
  around: readonly Field[];
  onChange(part: Partial<Field>): void;
};

/** Record types by the module they belong to. */
function grouped(sources: readonly ReferenceSource[]) {
  const titles = [...new Set(sources.map(({ definition }) => definition))];
  return titles.map((label) => ({
    label,
    options: sources
      .filter(({ definition }) => definition === label)
      .map(({ recordType, title }) => ({ value: recordType, label: title })),
  }));
}

/** Which records a reference chooses from, and where they have to lie. */
export function ReferenceSettings({ field, around, onChange }: SettingsProps) {
  const sources = useContext(SourcesContext);
  const divisions = around.filter(({ kind, id }) => kind === "division" && id !== field.id);
  const places = [
    { value: "", label: t("ownForm.withinAll") },
    { value: ownDivision, label: t("ownForm.withinOwn") },
    ...divisions.map(({ id, title }) => ({ value: id, label: t("ownForm.withinField", { title }) })),
  ];
  return (
    <div className="field-settings-row wide">
      <Form.Item label={t("ownForm.recordType")} htmlFor={`${field.id}-type`} required>
        <Select<string>
          id={`${field.id}-type`}
          value={field.recordType ?? null}
          placeholder={t("ownForm.recordTypePlaceholder")}
          options={grouped(sources)}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(recordType) => {
            const titleField = sources.find((source) => source.recordType === recordType)?.titleField;
            onChange({ recordType, titleField });
          }}
        />
      </Form.Item>
      <Form.Item label={t("ownForm.within")} htmlFor={`${field.id}-within`} extra={t("ownForm.withinHint")}>
        <Select<string>
          id={`${field.id}-within`}
          value={field.within ?? ""}
          options={places}
          onChange={(within) => onChange({ within: within || undefined })}
        />
      </Form.Item>
    </div>
  );
}

const titled = (fields: readonly Field[]) =>
  fields.map(({ id, title }) => ({ value: id, label: title || t("ownForm.unnamed") }));

/** The levels that fill a reference: nobody else could fill what follows it. */
const levelsOf = (id: string, around: readonly Field[]) => referenceOf(id, around)?.levels;

/** The reference fields among some, of which another may take over values. */
export const referencesIn = (fields: readonly Field[]): Field[] =>
  fields.filter((field) => referenceOf(field.id, [field]) !== undefined);

type FollowProps = {
  field: Field;
  references: Field[];
  chosen: string;
  onChoose(id: string): void;
  /** What of the chosen record's type is offered, and which of it is chosen. */
  label: string;
  offered: { value: string; label: string }[];
  value: string;
  onPick(value: string): void;
};

/** Two choices: the reference that a field follows, and what of the record chosen there. */
function Follow({ field, references, chosen, onChoose, label, offered, value, onPick }: FollowProps) {
  if (references.length === 0) return <Alert type="info" showIcon title={t("ownForm.needReference")} />;
  return (
    <div className="field-settings-row wide">
      <Form.Item label={t("ownForm.followed")} htmlFor={`${field.id}-from`} required>
        <Select<string>
          id={`${field.id}-from`}
          value={references.some(({ id }) => id === chosen) ? chosen : null}
          placeholder={t("ownForm.followedPlaceholder")}
          options={titled(references)}
          onChange={onChoose}
        />
      </Form.Item>
      <Form.Item label={label} htmlFor={`${field.id}-picked`} required>
        <Select<string>
          id={`${field.id}-picked`}
          value={value || null}
          placeholder={t("ownForm.followedFieldPlaceholder")}
          options={offered}
          showSearch={{ optionFilterProp: "label" }}
          onChange={onPick}
        />
      </Form.Item>
    </div>
  );
}

/** Of which reference a field takes over the value, and which field of the record chosen there. */
export function DerivedSettings({ field, around, onChange }: SettingsProps) {
  const { from = "", field: wanted = "" } = field.derived ?? {};
  const source = useSource(referenceOf(from, around)?.recordType);
  const pick = (value: string) => {
    const { kind = "text", options, list, unit, title } = source?.fields.find((each) => each.field === value) ?? {};
    const renamed = isUnnamed(field) ? { title: title ?? field.title } : {};
    onChange({ ...renamed, kind, options, list, unit, derived: { from, field: value } });
  };
  return (
    <Follow
      field={field}
      references={referencesIn(around)}
      chosen={from}
      onChoose={(id) => onChange({ levels: levelsOf(id, around), derived: { from: id, field: "" } })}
      label={t("ownForm.derivedField")}
      offered={(source?.fields ?? []).map((each) => ({ value: each.field, label: each.title }))}
      value={wanted}
      onPick={pick}
    />
  );
}

/** A title that was given by the palette and by nobody. */
const isUnnamed = ({ title }: Field): boolean => title === "" || title.startsWith(t("ownForm.kind.derived"));

/** Of which reference a field chooses a row, and from which sub-table of the record chosen there. */
export function RowSettings({ field, around, onChange }: SettingsProps) {
  const { of = "", table = "" } = field.row ?? {};
  const source = useSource(referenceOf(of, around)?.recordType);
  return (
    <Follow
      field={field}
      references={referencesIn(around)}
      chosen={of}
      onChoose={(id) => onChange({ levels: levelsOf(id, around), row: { of: id, table: "" } })}
      label={t("ownForm.rowTable")}
      offered={(source?.tables ?? []).map((each) => ({ value: each.field, label: each.title }))}
      value={table}
      onPick={(value) => onChange({ row: { of, table: value } })}
    />
  );
}
