import { Alert, App, Button, Input, Modal, Space } from "antd";
import { type ReactNode, useState } from "react";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { t } from "../../i18n/index.ts";
import { PreviewResult } from "./PreviewResult.tsx";
import type { Administration, RepairAction } from "./types.ts";
import { usePreview, useRepair } from "./use-monitor.ts";

interface Props {
  data: Administration;
  title: string;
  /** What is to be done, once it is clear; undefined while something is missing. */
  actions: RepairAction[] | undefined;
  children?: ReactNode;
  onClose: () => void;
}

function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  return (
    <div className="monitor-label">
      <label htmlFor="repair-reason">{t("instance.reason")}</label>
      <Input.TextArea
        id="repair-reason"
        rows={2}
        maxLength={500}
        showCount
        value={value}
        placeholder={t("instance.reasonRequired")}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** Asks what to do and why, shows what it would do, and does it only as it was shown. */
export function RepairDialog({ data, title, actions, children, onClose }: Props) {
  const opened = useDialogFocus();
  const [reason, setReason] = useState("");
  const [shown, setShown] = useState<string>();
  const { message } = App.useApp();
  const preview = usePreview(data.id);
  const repair = useRepair(data.id);
  const asked = JSON.stringify(actions);
  const current = preview.data && shown === asked ? preview.data : undefined;
  const look = (): void => {
    if (!actions) return;
    repair.reset();
    preview.mutate(actions, { onSettled: () => setShown(asked) });
  };
  const confirm = (): void => {
    if (!actions || !current) return;
    const onSuccess = (): void => {
      message.success(t("instance.done"));
      onClose();
    };
    repair.mutate({ actions, reason: reason.trim(), lockVersion: current.lockVersion }, { onSuccess });
  };
  const error = repair.error ?? (shown === asked ? preview.error : null);
  return (
    <Modal
      open
      afterOpenChange={opened}
      width={680}
      title={title}
      onCancel={onClose}
      footer={
        <Space>
          <Button onClick={look} disabled={!actions} loading={preview.isPending}>
            {t("instance.preview")}
          </Button>
          <Button
            type="primary"
            danger
            onClick={confirm}
            disabled={!current || reason.trim().length < 2}
            loading={repair.isPending}
          >
            {t("instance.confirm")}
          </Button>
        </Space>
      }
    >
      {children}
      <ReasonField value={reason} onChange={setReason} />
      {error && <Alert className="section" type="error" showIcon title={error.message} />}
      {current && <PreviewResult preview={current} />}
    </Modal>
  );
}
