import { App } from "antd";
import { useRecordAction, useReferrers } from "../../api/hooks/records.ts";
import type { RecordView } from "../../api/types.ts";
import { ReasonDialog } from "../../components/ReasonDialog.tsx";
import { t } from "../../i18n/index.ts";

function ReferrerWarning({ id }: { id: string }) {
  const count = useReferrers(id).data?.total ?? 0;
  return count > 0 ? <p>{t("record.cancelReferrers", { count })}</p> : null;
}

/** Cancels a record with a reason, after saying who refers to it. */
export function CancelRecord({ record, open, onClose }: { record: RecordView; open: boolean; onClose: () => void }) {
  const { message } = App.useApp();
  const action = useRecordAction(record.id);
  const cancel = (reason: string) =>
    action.mutate(
      { action: "cancel", body: { reason } },
      {
        onSuccess: () => {
          message.success(t("record.cancelDone"));
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      open={open}
      title={t("record.cancelTitle")}
      label={t("record.cancelReason")}
      required={t("record.cancelReasonRequired")}
      busy={action.isPending}
      error={action.error}
      onConfirm={cancel}
      onClose={onClose}
    >
      {open && <ReferrerWarning id={record.id} />}
    </ReasonDialog>
  );
}
