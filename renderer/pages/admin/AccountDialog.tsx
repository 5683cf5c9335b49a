import { useQuery } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal, Select, Switch } from "antd";
import { useState } from "react";
import { fetchOrgUnits } from "../../api/hooks/directory.ts";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { t } from "../../i18n/index.ts";
import { showPassword } from "./AccountsTab.tsx";
import { type AccountInput, type AccountRow, useCreateAccount, useRoles, useUpdateAccount } from "./use-admin.ts";

/** Makes an account, or changes one. */
export function AccountDialog({ account, onClose }: { account: AccountRow | undefined; onClose(): void }) {
  const opened = useDialogFocus();
  const { modal } = App.useApp();
  const [form] = Form.useForm<AccountInput>();
  const create = useCreateAccount();
  const update = useUpdateAccount();
  const failure = create.error ?? update.error;
  const save = ({ login, ...input }: AccountInput) =>
    account
      ? update.mutate({ id: account.id, ...input }, { onSuccess: onClose })
      : create.mutate(
          { login, name: input.name, unitId: input.unitId, roles: input.roles, phone: input.phone },
          {
            onSuccess: ({ password }) => {
              onClose();
              showPassword(modal, password);
            },
          },
        );
  return (
    <Modal
      open
      afterOpenChange={opened}
      title={account ? t("admin.editAccount", { name: account.name }) : t("admin.newAccount")}
      okText={t("action.save")}
      confirmLoading={create.isPending || update.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {failure && <Alert type="error" showIcon title={failure.message} />}
      <Form form={form} layout="vertical" initialValues={initial(account)} onFinish={save}>
        <AccountFields account={account} />
      </Form>
    </Modal>
  );
}

function AccountFields({ account }: { account: AccountRow | undefined }) {
  return (
    <>
      <Form.Item
        name="login"
        label={t("admin.login")}
        extra={t("admin.loginHint")}
        rules={[{ required: true, message: t("admin.loginRequired") }]}
      >
        <Input disabled={account !== undefined} autoFocus maxLength={60} />
      </Form.Item>
      <Form.Item name="name" label={t("admin.name")} rules={[{ required: true, message: t("admin.nameRequired") }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="unitId" label={t("admin.unit")} rules={[{ required: true, message: t("admin.unitRequired") }]}>
        <UnitSelect known={account?.unit} />
      </Form.Item>
      <Form.Item name="roles" label={t("admin.roles")} rules={[{ required: true, message: t("admin.rolesRequired") }]}>
        <RoleSelect />
      </Form.Item>
      <Form.Item name="phone" label={t("admin.phone")}>
        <Input maxLength={40} />
      </Form.Item>
      {account && (
        <Form.Item name="disabled" label={t("admin.disable")} valuePropName="checked" extra={t("admin.disableHint")}>
          <Switch />
        </Form.Item>
      )}
    </>
  );
}

function initial(account: AccountRow | undefined): Partial<AccountInput> {
  if (!account) return {};
  const { login, name, unit, roles, phone, disabled } = account;
  return { login, name, unitId: unit.id, roles: roles.map(({ key }) => key), phone, disabled };
}

type SelectProps<Value> = { id?: string; value?: Value; onChange?(value: Value): void };

function UnitSelect({ known, ...props }: SelectProps<number> & { known: AccountRow["unit"] | undefined }) {
  const [search, setSearch] = useState("");
  const found = useQuery({ queryKey: ["org-units", search], queryFn: () => fetchOrgUnits(search) });
  const options = (found.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const all =
    known && !options.some(({ value }) => value === known.id)
      ? [{ value: known.id, label: known.name }, ...options]
      : options;
  return (
    <Select
      {...props}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={found.isFetching}
      options={all}
      placeholder={t("list.unitPlaceholder")}
    />
  );
}

function RoleSelect(props: SelectProps<string[]>) {
  const roles = useRoles();
  return (
    <Select
      {...props}
      mode="multiple"
      loading={roles.isPending}
      showSearch={{ optionFilterProp: "label" }}
      options={(roles.data ?? []).map(({ key, title }) => ({ value: key, label: title }))}
    />
  );
}
