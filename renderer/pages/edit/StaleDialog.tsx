import { Button, Modal, Radio, Space } from "antd";
import { useEffect, useMemo, useState } from "react";
import { type FieldChange, type FormSchema, kindOf, type NamingIn, resolve } from "../../../engine/form/index.ts";
import { formServices } from "../../api/form-services.ts";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { type FormServices, ValueText, valueBeside } from "../../form/index.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { chosenData, type Side, type StaleField, type StaleRecord, staleFields } from "./stale-fields.ts";
import { loadNames } from "./stale-names.ts";

type Data = Record<string, unknown>;

interface Props {
  schema: FormSchema;
  /** Names that came with the record. */
  references: Record<string, string> | undefined;
  mine: Data;
  stale: StaleRecord;
  busy: boolean;
  onSave: (data: Data) => void;
  onClose: () => void;
}

function lead({ theirs: { by, at } }: StaleRecord): string {
  return by ? t("stale.lead", { by, at: dateTime(at) }) : t("stale.leadUnknown");
}

/** Both sides of the data, and the schema they are said by. */
interface Sides {
  schema: FormSchema;
  mine: Data;
  theirs: Data;
  services: FormServices;
}

/** What of a table or a part with fields of its own is different, line by line. */
function Changes({ changes, side }: { changes: FieldChange[]; side: "before" | "after" }) {
  return changes.map((change) => {
    const path = change.title.split(" › ").slice(1).join(" › ");
    const text = change[side] || t("stale.blank");
    return <div key={change.pointer + change.kind}>{path ? t("common.colon", { name: path, value: text }) : text}</div>;
  });
}

/** A side's value as the form shows it, by its name where it is a code. */
function Values({ field, side, sides }: { field: StaleField; side: "mine" | "theirs"; sides: Sides }) {
  const schema = resolve(sides.schema.properties?.[field.name] ?? {}, sides.schema);
  const kind = kindOf(schema);
  if (kind === undefined || kind === "subTable") {
    return <Changes changes={field.changes} side={side === "mine" ? "after" : "before"} />;
  }
  const data = sides[side];
  const value = data[field.name];
  if (value === undefined || value === "") return t("stale.blank");
  return <ValueText schema={schema} value={value} services={sides.services} beside={valueBeside(schema, data)} />;
}

interface RowProps {
  field: StaleField;
  sides: Sides;
  side: Side;
  onChoose: (side: Side) => void;
}

function FieldRow({ field, sides, side, onChoose }: RowProps) {
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
      {(["mine", "theirs"] as const).map((one) => (
        <td key={one} className={side === one ? "chosen" : ""}>
          {radio(one)}
          <Values field={field} side={one} sides={sides} />
        </td>
      ))}
    </tr>
  );
}

/** The fields that differ; said in codes until their names are there. */
function useStaleFields(stale: StaleRecord, { schema, mine, services }: Sides): StaleField[] {
  const [naming, setNaming] = useState<NamingIn>();
  useEffect(() => {
    let current = true;
    loadNames(schema, { theirs: stale.theirs.data, mine }, services).then((found) => current && setNaming(() => found));
    return () => {
      current = false;
    };
  }, [schema, stale, mine, services]);
  return useMemo(() => staleFields(schema, mine, stale, naming), [schema, mine, stale, naming]);
}

/** Both sides of a stale save, field by field; the choices are saved on top of theirs. */
export function StaleDialog({ schema, references, mine, stale, busy, onSave, onClose }: Props) {
  useDialogFocus();
  const services = useMemo(() => formServices(references), [references]);
  const sides = { schema, mine, theirs: stale.theirs.data, services };
  const fields = useStaleFields(stale, sides);
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
              sides={sides}
              side={choices[field.name] ?? field.suggested}
              onChoose={(side) => setChoices({ ...choices, [field.name]: side })}
            />
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
