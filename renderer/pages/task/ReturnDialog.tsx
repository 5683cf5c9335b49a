import { Alert, Form, Input, Modal, Radio, Select } from "antd";
import { resolve } from "../../../engine/form/index.ts";
import { useReturnTargets } from "../../api/hooks/operations.ts";
import type { ReturnTarget } from "../../api/operation-types.ts";
import type { RecordTypeView } from "../../api/types.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { useOperation } from "./use-operation.ts";

interface Fields {
  to: string;
  way: "again" | "direct";
  fields?: string[];
  opinion: string;
}

interface Props {
  taskId: string;
  open: boolean;
  lockVersion: number;
  type: RecordTypeView;
  onClose: () => void;
}

function fieldChoices({ schema }: RecordTypeView) {
  return Object.entries(schema.properties ?? {})
    .map(([value, property]) => [value, resolve(property, schema)] as const)
    .filter(([, property]) => !property["x-computed"])
    .map(([value, { title }]) => ({ value, label: title ?? value }));
}

function targetLabel({ name, starter, account }: ReturnTarget): string {
  if (starter) return t("operation.return.starter", { name });
  return account ? t("operation.return.to", { name, who: account.name }) : name;
}

function Choices({ targets, type }: { targets: ReturnTarget[]; type: RecordTypeView }) {
  const to = Form.useWatch<string>("to") ?? targets[0]?.nodeId;
  const straight = targets.find(({ nodeId }) => nodeId === to)?.canComeStraightBack ?? false;
  return (
    <>
      <Form.Item name="to" label={t("operation.return.where")} initialValue={targets[0]?.nodeId}>
        <Radio.Group
          className="return-targets"
          options={targets.map((target) => ({ value: target.nodeId, label: targetLabel(target) }))}
        />
      </Form.Item>
      <Form.Item
        name="way"
        label={t("operation.return.way")}
        extra={straight ? undefined : t("operation.return.noStraight")}
      >
        <Radio.Group
          options={[
            { value: "again", label: t("operation.return.again") },
            { value: "direct", label: t("operation.return.direct"), disabled: !straight },
          ]}
        />
      </Form.Item>
      <Form.Item name="fields" label={t("operation.return.fields")} extra={t("operation.return.fieldsLead")}>
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          options={fieldChoices(type)}
          placeholder={t("operation.return.allFields")}
        />
      </Form.Item>
    </>
  );
}

/** Asks where to, by what way, for which fields and why. */
export function ReturnDialog({ taskId, open, lockVersion, type, onClose }: Props) {
  const [form] = Form.useForm<Fields>();
  const targets = useReturnTargets(taskId, open);
  const { run, busy, error, reset } = useOperation(taskId, onClose);
  const label = t("operation.return");
  const send = (given: Fields) => run({ path: "return", body: { ...given, lockVersion } }, label);
  return (
    <Modal
      open={open}
      title={label}
      width={560}
      okText={t("operation.confirm", { label })}
      okButtonProps={{ danger: true, disabled: !targets.data?.length }}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
      afterClose={reset}
      destroyOnHidden
    >
      {error && <Alert type="error" showIcon title={error.message} className="dialog-alert" />}
      <QueryState query={targets}>
        {(found) =>
          found.length === 0 ? (
            <Alert type="info" showIcon title={t("operation.return.none")} />
          ) : (
            <Form form={form} layout="vertical" preserve={false} onFinish={send} initialValues={{ way: "again" }}>
              <Choices targets={found} type={type} />
              <Form.Item
                name="opinion"
                label={t("operation.return.opinion")}
                rules={[{ required: true, whitespace: true, message: t("operation.return.opinionRequired") }]}
              >
                <Input.TextArea rows={3} maxLength={1000} showCount />
              </Form.Item>
            </Form>
          )
        }
      </QueryState>
    </Modal>
  );
}
