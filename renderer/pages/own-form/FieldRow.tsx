import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popconfirm, Select } from "antd";
import { type Field, type FieldKind, type Level, levelTitle } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import { AddFieldButton } from "./AddFieldButton.tsx";
import { FieldSettings } from "./FieldSettings.tsx";
import {
  columnKinds,
  hasOptions,
  isGiven,
  type KindChoice,
  kindChoices,
  type PaletteKind,
  paletteKind,
  shortTitle,
} from "./kinds.ts";
import type { FieldTableEditor } from "./use-field-table.ts";

type RowProps = {
  field: Field;
  number: string;
  editor: FieldTableEditor;
  open: boolean;
  onToggle(): void;
  problem?: string;
  /** The table whose column this is; a field of the form itself without one. */
  owner?: Field;
};

const kindOptions = (choices: KindChoice[]) =>
  choices.map((choice) => ({ value: choice.kind, label: shortTitle(choice) }));

/** One line of the field table: name, kind, required, a summary, and the buttons; settings open beneath it. */
export function FieldRow(props: RowProps) {
  const { field, editor, open, owner, problem } = props;
  return (
    <li className={`field-row${problem ? " has-problem" : ""}`} data-field={field.id}>
      <div className="field-line">
        <span className="field-number">{props.number}</span>
        <Input
          aria-label={t("ownForm.fieldName", { number: props.number })}
          value={field.title}
          maxLength={100}
          placeholder={t("ownForm.fieldNamePlaceholder")}
          status={problem ? "error" : undefined}
          onChange={(event) => editor.update(field.id, { title: event.target.value })}
        />
        <Select<PaletteKind | FieldKind>
          aria-label={t("ownForm.fieldKind", { title: field.title })}
          value={paletteKind(field)}
          showSearch={{ optionFilterProp: "label" }}
          options={kindOptions(owner ? columnKinds : kindChoices)}
          onChange={(kind) => editor.setKind(field.id, kind)}
        />
        <Checkbox
          checked={field.required ?? false}
          indeterminate={!field.required && field.requiredAt !== undefined}
          disabled={isGiven(field)}
          onChange={(event) => editor.update(field.id, { required: event.target.checked, requiredAt: undefined })}
        >
          {t("ownForm.required")}
        </Checkbox>
      </div>
      <div className="field-second">
        <p>{problem ? <span role="alert">{problem}</span> : summary(field)}</p>
        <RowButtons {...props} />
      </div>
      {open && (
        <FieldSettings
          field={field}
          isColumn={owner !== undefined}
          outer={owner ? editor.table.fields : []}
          siblings={(owner?.columns ?? editor.table.fields).filter(({ id }) => id !== field.id)}
          onChange={(part) => editor.update(field.id, part)}
        />
      )}
      {field.kind === "subTable" && <Columns field={field} number={props.number} editor={editor} />}
    </li>
  );
}

function RowButtons({ field, editor, open, onToggle }: RowProps) {
  const label = field.title || t("ownForm.unnamed");
  return (
    <span className="field-buttons">
      <Button
        size="small"
        type={open ? "primary" : "text"}
        icon={<SettingOutlined />}
        aria-expanded={open}
        aria-label={t("ownForm.settingsOf", { label })}
        onClick={onToggle}
      >
        {t("ownForm.settings")}
      </Button>
      <Button
        size="small"
        type="text"
        icon={<ArrowUpOutlined />}
        aria-label={t("ownForm.moveUp", { label })}
        onClick={() => editor.move(field.id, -1)}
      />
      <Button
        size="small"
        type="text"
        icon={<ArrowDownOutlined />}
        aria-label={t("ownForm.moveDown", { label })}
        onClick={() => editor.move(field.id, 1)}
      />
      <Popconfirm
        title={t("ownForm.removeAsk", { label })}
        description={t("ownForm.removeHint")}
        okText={t("ownForm.remove")}
        cancelText={t("ownForm.keep")}
        onConfirm={() => editor.remove(field)}
      >
        <Button
          size="small"
          type="text"
          danger
          icon={<DeleteOutlined />}
          aria-label={t("ownForm.removeOf", { label })}
        />
      </Popconfirm>
    </span>
  );
}

function summary(field: Field): string {
  const parts = [
    hasOptions(field.kind) &&
      !field.derived &&
      (field.options?.length ? field.options.map(({ label }) => label).join(" / ") : t("ownForm.noOptions")),
    field.unit && t("ownForm.unitIs", { unit: field.unit }),
    field.min !== undefined && `≥ ${field.min}`,
    field.max !== undefined && `≤ ${field.max}`,
    field.levels && t("ownForm.levelsAre", { levels: field.levels.map(levelTitle).join("、") }),
    field.requiredAt && t("ownForm.requiredAtIs", { levels: field.requiredAt.map(levelTitle).join("、") }),
    field.titleAt &&
      Object.entries(field.titleAt)
        .map(([level, title]) => t("ownForm.titleAtIs", { level: levelTitle(level as Level), title }))
        .join("　"),
    field.group && t("ownForm.groupIs", { group: field.group }),
    field.help,
  ];
  return parts.filter(Boolean).join("　");
}

function Columns({ field, number, editor }: { field: Field; number: string; editor: FieldTableEditor }) {
  return (
    <div className="field-columns">
      <ol>
        {(field.columns ?? []).map((column, at) => (
          <ColumnRow key={column.id} field={column} owner={field} number={`${number}.${at + 1}`} editor={editor} />
        ))}
      </ol>
      <AddFieldButton
        label={t("ownForm.addColumn")}
        size="small"
        choices={columnKinds}
        onAdd={(kind) => editor.add(kind, t("ownForm.column", { number: (field.columns?.length ?? 0) + 1 }), field.id)}
      />
    </div>
  );
}

function ColumnRow(props: { field: Field; owner: Field; number: string; editor: FieldTableEditor }) {
  const { kind } = props.field;
  const needsSettings = hasOptions(kind) || isGiven(props.field) || kind === "number" || kind === "reference";
  return <FieldRow {...props} open={needsSettings} onToggle={() => undefined} />;
}
