import { App } from "antd";
import { useRecordAction, useReferrers } from "../../api/hooks/records.ts";
import type { RecordView } from "../../api/types.ts";
import { ReasonDialog } from "../../components/ReasonDialog.tsx";
import { t } from "../../i18n/index.ts";

interface Props {
  record: RecordView;
  open: boolean;
  onClose: () => void;
}

/** Cancels a record with a reason, after saying who refers to it. */
export function CancelRecord({ open, ...props }: Props) {
  return open ? <Dialog {...props} open /> : null;
}

function Dialog({ record, open, onClose }: Props) {
  const { message } = App.useApp();
  const action = useRecordAction(record.id);
  const count = useReferrers(record.id).data?.total ?? 0;
  const cancel = (reason: string) =>
    action.mutate(
      // How many refer to it stands above the reason: who confirms has read it.
      { action: "cancel", body: { reason, evenIfReferenced: count > 0 } },
      {
        onSuccess: ({ status }) => {
          message.success(t(status === "cancelled" ? "record.cancelDone" : "record.cancelAsked"));
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
      {count > 0 && <p>{t("record.cancelReferrers", { count })}</p>}
    </ReasonDialog>
  );
}
