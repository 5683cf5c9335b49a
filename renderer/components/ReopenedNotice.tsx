import { Alert } from "antd";
import type { RecordTypeView, RecordView } from "../api/types.ts";
import { t } from "../i18n/index.ts";

/** Which fields a return opened again; nothing where it opened all. */
export function ReopenedNotice({ record, type }: { record: RecordView; type: RecordTypeView }) {
  const fields = record.reopenedFields;
  if (!fields) return null;
  const titles = fields.map((field) => type.schema.properties?.[field]?.title ?? field);
  return <Alert className="section" type="info" showIcon title={t("edit.onlySome", { fields: titles.join("、") })} />;
}
