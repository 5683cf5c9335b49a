import { Alert } from "antd";
import { useHistory } from "../api/hooks/records.ts";
import type { RecordView } from "../api/types.ts";
import { dateTime } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";

/** Why a record came back, said where it is changed; nothing for records that did not. */
export function ReturnNotice({ record }: { record: RecordView }) {
  return record.status === "returned" ? <LastReturn id={record.id} /> : null;
}

function LastReturn({ id }: { id: string }) {
  // Newest first.
  const event = useHistory(id).data?.find(({ kind }) => kind === "returned");
  if (!event) return null;
  const who = [event.unit?.name, event.account?.name].filter(Boolean).join(" · ");
  return (
    <Alert
      className="section"
      type="warning"
      showIcon
      title={t("record.returned", { who, at: dateTime(event.at) })}
      description={event.opinion}
    />
  );
}
