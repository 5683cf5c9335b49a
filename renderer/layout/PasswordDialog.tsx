import { Alert, App, Form, Input, Modal } from "antd";
import { useChangePassword } from "../api/hooks/session.ts";
import { t } from "../i18n/index.ts";

interface Fields {
  current: string;
  next: string;
  repeat: string;
}

/** Changes one's own password. */
export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [form] = Form.useForm<Fields>();
  const change = useChangePassword();
  const { message } = App.useApp();
  const finish = async ({ current, next }: Fields) => {
    await change.mutateAsync({ current, next });
    message.success(t("password.done"));
    onClose();
  };
  return (
    <Modal
      open={open}
      title={t("user.password")}
      okText={t("action.save")}
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
      afterClose={() => change.reset()}
      destroyOnHidden
    >
      {change.error && <Alert type="error" showIcon title={change.error.message} className="dialog-alert" />}
      <Form form={form} layout="vertical" onFinish={(fields) => finish(fields).catch(() => {})} preserve={false}>
        <Form.Item
          name="current"
          label={t("password.current")}
          rules={[{ required: true, message: t("password.currentRequired") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t("password.next")}
          rules={[
            { required: true, message: t("password.nextRequired") },
            { min: 10, message: t("password.nextShort") },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t("password.repeat")}
          dependencies={["next"]}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(t("password.mismatch"))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
