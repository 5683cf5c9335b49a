import { Alert, App, Form, Input, Modal, Select } from "antd";
import type { CodeItem } from "../../../engine/definition/meta/code-list.gen.ts";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { t } from "../../i18n/index.ts";
import { type ItemInput, type MaintainedList, useSaveItem } from "./use-code-list.ts";

interface Props {
  listRef: string;
  /** The value to change; none: a new one. */
  item?: CodeItem | undefined;
  /** The list whose values are the parents, where there is one. */
  parents?: MaintainedList | undefined;
  onClose(): void;
}

/** Only what differs, so that saving without a change renames nothing. */
function changed(item: CodeItem | undefined, { title, parent }: ItemInput): ItemInput {
  const name = title?.trim();
  return {
    ...(name !== item?.title && { title: name }),
    ...(parent !== item?.parent && { parent }),
  };
}

/** Adds a value to a code list, or renames or moves one. */
export function ItemDialog({ listRef, item, parents, onClose }: Props) {
  const opened = useDialogFocus();
  const { message } = App.useApp();
  const [form] = Form.useForm<ItemInput>();
  const save = useSaveItem(listRef);
  const finish = (values: ItemInput) => {
    const input = changed(item, values);
    if (Object.keys(input).length === 0) return onClose();
    save.mutate(
      { item, input },
      {
        onSuccess: () => {
          message.success(t("codeList.saved"));
          onClose();
        },
      },
    );
  };
  const usable = (parents?.items ?? []).filter(({ retired }) => !retired);
  return (
    <Modal
      open
      afterOpenChange={opened}
      title={t(item ? "codeList.edit" : "codeList.add")}
      okText={t("action.save")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {save.error && <Alert type="error" showIcon title={save.error.message} />}
      <Form form={form} layout="vertical" initialValues={item} onFinish={finish}>
        {parents && (
          <Form.Item
            name="parent"
            label={t("codeList.parent", { title: parents.title })}
            rules={[{ required: true, message: t("codeList.parentRequired", { title: parents.title }) }]}
          >
            <Select options={usable.map(({ code, title }) => ({ value: code, label: title }))} />
          </Form.Item>
        )}
        <Form.Item
          name="title"
          label={t("codeList.name")}
          {...(item && { extra: t("codeList.renameHint") })}
          rules={[{ required: true, whitespace: true, message: t("codeList.nameRequired") }]}
        >
          <Input maxLength={100} autoFocus={parents === undefined} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
