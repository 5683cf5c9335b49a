import { Alert, Form, Input, Modal } from "antd";
import { t } from "../../i18n/index.ts";
import { useOperation } from "./use-operation.ts";

/** Urges whoever the task waits for, with a word to them. */
export function UrgeDialog({ taskId, open, onClose }: { taskId: string; open: boolean; onClose: () => void }) {
  const [form] = Form.useForm<{ note?: string }>();
  const { run, busy, error, reset } = useOperation(taskId, onClose);
  const label = t("operation.urge");
  const send = ({ note }: { note?: string }) =>
    run({ path: "urge", body: note?.trim() ? { note: note.trim() } : {} }, label);
  return (
    <Modal
      open={open}
      title={label}
      okText={t("operation.confirm", { label })}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
      afterClose={reset}
      destroyOnHidden
    >
      <p className="secondary">{t("operation.urge.lead")}</p>
      {error && <Alert type="error" showIcon title={error.message} className="dialog-alert" />}
      <Form form={form} layout="vertical" preserve={false} onFinish={send}>
        <Form.Item name="note" label={t("operation.note")}>
          <Input.TextArea rows={2} maxLength={200} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
