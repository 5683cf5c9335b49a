import { App, Button, Dropdown, Input, Table, type TableProps, Tag } from "antd";
import { useState } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { AccountDialog } from "./AccountDialog.tsx";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { type AccountRow, useAccounts, useResetPassword, useUnlock } from "./use-admin.ts";

const PAGE_SIZE = 20;

/** Accounts: find, create, change, disable, unlock, new password. */
export function AccountsTab() {
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(1);
  const [edited, setEdited] = useState<AccountRow | "new">();
  const [leaving, setLeaving] = useState<AccountRow>();
  const accounts = useAccounts(search, (page - 1) * PAGE_SIZE, PAGE_SIZE);
  const columns = useColumns(setEdited, setLeaving);
  if (accounts.error) return <ErrorNotice error={accounts.error} onRetry={() => accounts.refetch()} />;
  return (
    <>
      <div className="admin-bar">
        <Input.Search
          allowClear
          aria-label={t("admin.findAccount")}
          placeholder={t("admin.findAccount")}
          onSearch={(text) => {
            setSearch(text.trim());
            setPage(1);
          }}
        />
        <Button type="primary" onClick={() => setEdited("new")}>
          {t("admin.newAccount")}
        </Button>
      </div>
      <Table<AccountRow>
        rowKey="id"
        size="middle"
        loading={accounts.isFetching}
        columns={columns}
        dataSource={accounts.data?.rows}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: accounts.data?.total,
          onChange: setPage,
          showSizeChanger: false,
        }}
      />
      {edited && <AccountDialog account={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {leaving && <HandOverDialog account={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

type Choose = (account: AccountRow) => void;

function useColumns(edit: Choose, handOver: Choose): TableProps<AccountRow>["columns"] {
  return [
    { title: t("admin.login"), dataIndex: "login" },
    { title: t("admin.name"), dataIndex: "name" },
    { title: t("admin.unit"), render: (_, { unit }) => unit.name },
    { title: t("admin.roles"), render: (_, { roles }) => roles.map(({ key, title }) => <Tag key={key}>{title}</Tag>) },
    { title: t("admin.state"), render: (_, account) => <AccountState account={account} /> },
    {
      title: t("admin.actions"),
      render: (_, account) => (
        <AccountActions account={account} onEdit={() => edit(account)} onHandOver={() => handOver(account)} />
      ),
    },
  ];
}

function AccountState({ account }: { account: AccountRow }) {
  if (account.disabled) return <Tag>{t("admin.disabled")}</Tag>;
  if (account.lockedUntil)
    return <Tag color="red">{t("admin.lockedUntil", { at: dateTime(account.lockedUntil) })}</Tag>;
  return <Tag color="green">{t("admin.active")}</Tag>;
}

interface ActionProps {
  account: AccountRow;
  onEdit(): void;
  onHandOver(): void;
}

function AccountActions({ account, onEdit, onHandOver }: ActionProps) {
  const { modal, message } = App.useApp();
  const reset = useResetPassword();
  const unlock = useUnlock();
  const fail = (error: Error) => void message.error(error.message);
  const askReset = () =>
    modal.confirm({
      title: t("admin.resetTitle", { name: account.name }),
      content: t("admin.resetHint"),
      onOk: () => reset.mutateAsync(account.id).then(({ password }) => void showPassword(modal, password), fail),
    });
  const items = [
    { key: "reset", label: t("admin.reset"), onClick: askReset },
    { key: "handOver", label: t("admin.handOver"), onClick: onHandOver },
    ...(account.lockedUntil
      ? [{ key: "unlock", label: t("admin.unlock"), onClick: () => void unlock.mutateAsync(account.id).catch(fail) }]
      : []),
  ];
  return (
    <>
      <Button type="link" size="small" onClick={onEdit}>
        {t("action.edit")}
      </Button>
      <Dropdown menu={{ items }} trigger={["click"]}>
        <Button type="link" size="small">
          {t("action.more")}
        </Button>
      </Dropdown>
    </>
  );
}

/** Shows a password once; nobody can read it again. */
export function showPassword(modal: ReturnType<typeof App.useApp>["modal"], password: string): void {
  modal.success({ title: t("admin.passwordOnce"), content: <code className="admin-password">{password}</code> });
}
