import { Button, Modal, Radio, Space } from "antd";
import { useState } from "react";
import type { FieldChange, FormSchema } from "../../../engine/form/index.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { chosenData, type Side, type StaleField, type StaleRecord, staleFields } from "./stale-fields.ts";

type Data = Record<string, unknown>;

interface Props {
  schema: FormSchema;
  mine: Data;
  stale: StaleRecord;
  busy: boolean;
  onSave: (data: Data) => void;
  onClose: () => void;
}

function lead({ theirs: { by, at } }: StaleRecord): string {
  return by ? t("stale.lead", { by, at: dateTime(at) }) : t("stale.leadUnknown");
}

function Values({ field, side }: { field: StaleField; side: "before" | "after" }) {
  const line = (change: FieldChange) => {
    const path = change.title.split(" › ").slice(1).join(" › ");
    const text = change[side] || t("stale.blank");
    return path ? t("common.colon", { name: path, value: text }) : text;
  };
  return field.changes.map((change) => <div key={change.pointer + change.kind}>{line(change)}</div>);
}

interface RowProps {
  field: StaleField;
  side: Side;
  onChoose: (side: Side) => void;
}

function FieldRow({ field, side, onChoose }: RowProps) {
  const radio = (value: Side) => (
    <Radio value={value} checked={side === value} onChange={() => onChoose(value)} name={`stale-${field.name}`}>
      {t(`stale.${value}`)}
    </Radio>
  );
  return (
    <tr>
      <th scope="row">
        {field.title}
        {field.mergeable && <div>{radio("both")}</div>}
      </th>
      <td className={side === "mine" ? "chosen" : ""}>
        {radio("mine")}
        <Values field={field} side="after" />
      </td>
      <td className={side === "theirs" ? "chosen" : ""}>
        {radio("theirs")}
        <Values field={field} side="before" />
      </td>
    </tr>
  );
}

/** Both sides of a stale save, field by field; the choices are saved on top of theirs. */
export function StaleDialog({ schema, mine, stale, busy, onSave, onClose }: Props) {
  const [fields] = useState(() => staleFields(schema, mine, stale));
  const all = (side: Side) => Object.fromEntries(fields.map(({ name }) => [name, side]));
  const [choices, setChoices] = useState<Record<string, Side>>(() =>
    Object.fromEntries(fields.map(({ name, suggested }) => [name, suggested])),
  );
  return (
    <Modal
      open
      width={860}
      title={t("stale.title")}
      okText={t("stale.save")}
      confirmLoading={busy}
      onOk={() => onSave(chosenData(mine, stale, choices))}
      onCancel={onClose}
    >
      <p>{fields.length > 0 ? lead(stale) : t("stale.same")}</p>
      <Space className="dialog-actions">
        <Button size="small" onClick={() => setChoices(all("mine"))}>
          {t("stale.allMine")}
        </Button>
        <Button size="small" onClick={() => setChoices(all("theirs"))}>
          {t("stale.allTheirs")}
        </Button>
      </Space>
      <table className="changes stale">
        <thead>
          <tr>
            <th scope="col">{t("stale.field")}</th>
            <th scope="col">{t("stale.mine")}</th>
            <th scope="col">{t("stale.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              side={choices[field.name] ?? field.suggested}
              onChoose={(side) => setChoices({ ...choices, [field.name]: side })}
            />
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
