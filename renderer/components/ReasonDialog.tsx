import { Alert, Form, Input, Modal } from "antd";
import type { ReactNode } from "react";

interface Props {
  open: boolean;
  title: string;
  label: string;
  /** Shown when the reason is missing. */
  required: string;
  busy: boolean;
  error?: Error | null;
  children?: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of something that cannot be taken back. */
export function ReasonDialog({ open, title, label, required, busy, error, children, onConfirm, onClose }: Props) {
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open={open}
      title={title}
      okText={title}
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      {children}
      {error && <Alert type="error" showIcon title={error.message} className="dialog-alert" />}
      <Form form={form} layout="vertical" preserve={false} onFinish={({ reason }) => onConfirm(reason.trim())}>
        <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, message: required }]}>
          <Input.TextArea rows={3} maxLength={500} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
