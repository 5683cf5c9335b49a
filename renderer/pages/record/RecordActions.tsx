import { App, Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router-dom";
import { useRecordAction } from "../../api/hooks/records.ts";
import type { RecordTypeView, RecordView } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";
import { CancelRecord } from "./CancelRecord.tsx";

const DispatchDialog = lazy(() =>
  import("../dispatch/index.tsx").then(({ DispatchDialog: dialog }) => ({ default: dialog })),
);

interface Props {
  record: RecordView;
  type: RecordTypeView;
}

/** Asks before an action that sends the record to somebody else or brings it back. */
function useConfirmedAction(record: RecordView) {
  const { modal, message } = App.useApp();
  const run = useRecordAction(record.id);
  return (action: "submit" | "withdraw", question: string, done: string) =>
    modal.confirm({
      title: t(action === "submit" ? "action.submit" : "record.withdraw"),
      content: question,
      onOk: () =>
        run.mutateAsync({ action, body: { lockVersion: record.lockVersion } }).then(
          () => void message.success(done),
          (error: Error) => void modal.error({ title: error.message }),
        ),
    });
}

function MoreActions({ record, onCancel }: { record: RecordView; onCancel: () => void }) {
  // A later revision is under way while an earlier one is official.
  const changing = record.revision.number > 1 && record.status !== "inForce";
  const official = { key: "official", label: <Link to="?revision=inForce">{t("record.showInForce")}</Link> };
  const cancel = { key: "cancel", danger: true, label: t("record.cancel"), onClick: onCancel };
  const items = [
    ...(changing ? [official] : []),
    { key: "print", label: t("action.print"), onClick: () => window.print() },
    ...(record.abilities.canCancel ? [cancel] : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button>{t("action.more")}</Button>
    </Dropdown>
  );
}

/** What the reader may do with the record, as the server says. */
export function RecordActions({ record, type }: Props) {
  const [dialog, setDialog] = useState<"dispatch" | "cancel">();
  const confirmed = useConfirmedAction(record);
  const { canEdit, canSubmit, canWithdraw, canDispatch, canDesign } = record.abilities;
  const submit = () => confirmed("submit", t("record.submitConfirm"), t("record.submitDone"));
  const withdraw = () => confirmed("withdraw", t("record.withdrawConfirm"), t("record.withdrawDone"));
  const edit = (
    <Link to={`/records/${record.id}/edit`} tabIndex={-1}>
      <Button type={canSubmit || canDispatch ? "default" : "primary"}>{t("action.edit")}</Button>
    </Link>
  );
  const design = (
    <Link to={`/records/${record.id}/form`} tabIndex={-1}>
      <Button>{type.ownForm?.title ?? t("record.design")}</Button>
    </Link>
  );
  return (
    <>
      <MoreActions record={record} onCancel={() => setDialog("cancel")} />
      {canWithdraw && <Button onClick={withdraw}>{t("record.withdraw")}</Button>}
      {canDesign && design}
      {canEdit && edit}
      {canDispatch && (
        <Button type="primary" onClick={() => setDialog("dispatch")}>
          {t("record.dispatch")}
        </Button>
      )}
      {canSubmit && (
        <Button type="primary" onClick={submit}>
          {t("action.submit")}
        </Button>
      )}
      <CancelRecord record={record} open={dialog === "cancel"} onClose={() => setDialog(undefined)} />
      {dialog === "dispatch" && (
        <Suspense>
          <DispatchDialog record={record} open onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
    </>
  );
}
