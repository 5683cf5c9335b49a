import { Alert, Form, Input, Modal, Radio, type RadioGroupProps } from "antd";
import { PeoplePicker } from "../../components/PeoplePicker.tsx";
import { t } from "../../i18n/index.ts";
import { useOperation } from "./use-operation.ts";

/** Operations that hand something to people. */
export type Handover = "transfer" | "delegate" | "addParticipants" | "copy";

interface Fields {
  people: number[];
  where?: "before" | "beside" | "after";
  note?: string;
}

interface Props {
  taskId: string;
  /** Undefined while closed. */
  kind: Handover | undefined;
  lockVersion: number;
  onClose: () => void;
}

const paths: Record<Handover, string> = {
  transfer: "transfer",
  delegate: "delegate",
  addParticipants: "participants",
  copy: "copies",
};

/** Controlled by its form item. */
function Places(props: Pick<RadioGroupProps, "value" | "onChange">) {
  const choices = ["before", "beside", "after"] as const;
  return (
    <Radio.Group
      {...props}
      options={choices.map((value) => ({ value, label: t(`operation.where.${value}`) }))}
      optionType="button"
      block
    />
  );
}

/** Asks for people, and a word to them: hand over, delegate, add participants, carbon copy. */
export function HandoverDialog({
  taskId,
  kind = "transfer",
  lockVersion,
  onClose,
  ...rest
}: Props & { open: boolean }) {
  const [form] = Form.useForm<Fields>();
  const { run, busy, error, reset } = useOperation(taskId, onClose);
  const label = t(`operation.${kind}`);
  const send = ({ people, where, note }: Fields) => {
    const version = kind === "copy" ? {} : { lockVersion };
    const body = { people, ...(note?.trim() && { note: note.trim() }), ...(where && { where }), ...version };
    return run({ path: paths[kind], body }, label);
  };
  const single = kind === "transfer" || kind === "delegate";
  return (
    <Modal
      open={rest.open}
      title={label}
      okText={t("operation.confirm", { label })}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
      afterClose={reset}
      destroyOnHidden
    >
      <p className="secondary">{t(`operation.${kind}.lead`)}</p>
      {error && <Alert type="error" showIcon title={error.message} className="dialog-alert" />}
      <Form form={form} layout="vertical" preserve={false} onFinish={send} initialValues={{ where: "before" }}>
        {kind === "addParticipants" && (
          <Form.Item name="where" label={t("operation.where")}>
            <Places />
          </Form.Item>
        )}
        <Form.Item
          name="people"
          label={t(single ? "operation.person" : "operation.people")}
          rules={[{ required: true, message: t("operation.peopleRequired") }]}
        >
          <PeoplePicker single={single} autoFocus />
        </Form.Item>
        <Form.Item name="note" label={t("operation.note")}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
