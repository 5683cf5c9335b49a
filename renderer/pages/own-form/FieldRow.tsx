import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popconfirm, Select } from "antd";
import type { Field, FieldKind } from "../../../engine/form/index.ts";
import { AddFieldButton } from "./AddFieldButton.tsx";
import { FieldSettings } from "./FieldSettings.tsx";
import { columnKinds, hasOptions, type KindChoice, kindChoices } from "./kinds.ts";
import type { FieldTableEditor } from "./use-field-table.ts";

type RowProps = {
  field: Field;
  number: string;
  editor: FieldTableEditor;
  open: boolean;
  onToggle(): void;
  problem?: string;
  isColumn?: boolean;
};

const kindOptions = (choices: KindChoice[]) => choices.map(({ kind, title }) => ({ value: kind, label: title }));

/** One line of the field table: name, kind, required, a summary, and the buttons; settings open beneath it. */
export function FieldRow(props: RowProps) {
  const { field, editor, open, isColumn, problem } = props;
  return (
    <li className={`field-row${problem ? " has-problem" : ""}`} data-field={field.id}>
      <div className="field-line">
        <span className="field-number">{props.number}</span>
        <Input
          aria-label={`第 ${props.number} 个字段的名称`}
          value={field.title}
          maxLength={100}
          placeholder="字段名称"
          status={problem ? "error" : undefined}
          onChange={(event) => editor.update(field.id, { title: event.target.value })}
        />
        <Select<FieldKind>
          aria-label={`“${field.title}”的类型`}
          value={field.kind}
          showSearch={{ optionFilterProp: "label" }}
          options={kindOptions(isColumn ? columnKinds : kindChoices)}
          onChange={(kind) => editor.setKind(field.id, kind)}
        />
        <Checkbox
          checked={field.required ?? false}
          disabled={field.kind === "computed"}
          onChange={(event) => editor.update(field.id, { required: event.target.checked })}
        >
          必填
        </Checkbox>
      </div>
      <div className="field-second">
        <p>{problem ? <span role="alert">{problem}</span> : summary(field)}</p>
        <RowButtons {...props} />
      </div>
      {open && <FieldSettings field={field} isColumn={isColumn} onChange={(part) => editor.update(field.id, part)} />}
      {field.kind === "subTable" && <Columns field={field} number={props.number} editor={editor} />}
    </li>
  );
}

function RowButtons({ field, editor, open, onToggle }: RowProps) {
  const label = field.title || "未命名字段";
  return (
    <span className="field-buttons">
      <Button
        size="small"
        type={open ? "primary" : "text"}
        icon={<SettingOutlined />}
        aria-expanded={open}
        aria-label={`设置“${label}”`}
        onClick={onToggle}
      >
        设置
      </Button>
      <Button
        size="small"
        type="text"
        icon={<ArrowUpOutlined />}
        aria-label={`上移“${label}”`}
        onClick={() => editor.move(field.id, -1)}
      />
      <Button
        size="small"
        type="text"
        icon={<ArrowDownOutlined />}
        aria-label={`下移“${label}”`}
        onClick={() => editor.move(field.id, 1)}
      />
      <Popconfirm
        title={`删除“${label}”？`}
        description="已填报的记录仍按原表单保存；可用“撤销”恢复。"
        okText="删除"
        cancelText="不删"
        onConfirm={() => editor.remove(field)}
      >
        <Button size="small" type="text" danger icon={<DeleteOutlined />} aria-label={`删除“${label}”`} />
      </Popconfirm>
    </span>
  );
}

function summary(field: Field): string {
  const parts = [
    hasOptions(field.kind) &&
      (field.options?.length ? field.options.map(({ label }) => label).join(" / ") : "还没有选项，点“设置”添加"),
    field.unit && `单位：${field.unit}`,
    field.min !== undefined && `≥ ${field.min}`,
    field.max !== undefined && `≤ ${field.max}`,
    field.group && `分组：${field.group}`,
    field.help,
  ];
  return parts.filter(Boolean).join("　");
}

function Columns({ field, number, editor }: { field: Field; number: string; editor: FieldTableEditor }) {
  return (
    <div className="field-columns">
      <ol>
        {(field.columns ?? []).map((column, at) => (
          <ColumnRow key={column.id} field={column} number={`${number}.${at + 1}`} editor={editor} />
        ))}
      </ol>
      <AddFieldButton
        label="添加一列"
        size="small"
        choices={columnKinds}
        onAdd={(kind) => editor.add(kind, `列 ${(field.columns?.length ?? 0) + 1}`, field.id)}
      />
    </div>
  );
}

function ColumnRow(props: { field: Field; number: string; editor: FieldTableEditor }) {
  const needsSettings =
    hasOptions(props.field.kind) || props.field.kind === "computed" || props.field.kind === "number";
  return <FieldRow {...props} isColumn open={needsSettings} onToggle={() => undefined} />;
}
