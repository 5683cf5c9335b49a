import { Alert, App, Button, Modal, Select } from "antd";
import { useState } from "react";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { t } from "../../i18n/index.ts";
import { type AccountRow, type Estate, useEstates, useHandOver } from "./use-admin.ts";

function EstateRow({ account, estate }: { account: AccountRow; estate: Estate }) {
  const { modal, message } = App.useApp();
  const [to, setTo] = useState<number>();
  const handOver = useHandOver(account.id);
  const { unit, types, heirs } = estate;
  const heir = heirs.find(({ id }) => id === to);
  const what = types.map(({ title, count }) => t("admin.handOverCount", { title, count })).join("、");
  const ask = () =>
    modal.confirm({
      title: t("admin.handOverTitle", { what, name: heir?.name ?? "" }),
      content: t("admin.handOverConfirm"),
      onOk: () =>
        handOver.mutateAsync({ unitId: unit.id, to: to as number }).then(
          ({ moved }) => void message.success(t("admin.handedOver", { count: moved })),
          (error: Error) => void message.error(error.message),
        ),
    });
  return (
    <div className="estate">
      <strong>{unit.name}</strong>
      <span className="secondary">{what}</span>
      {heirs.length === 0 ? (
        <Alert type="warning" showIcon title={t("admin.noHeir", { unit: unit.name })} />
      ) : (
        <div className="admin-bar">
          <Select
            aria-label={t("admin.heir")}
            placeholder={t("admin.heir")}
            value={to}
            onChange={setTo}
            showSearch={{ optionFilterProp: "label" }}
            options={heirs.map(({ id, name, login }) => ({ value: id, label: `${name}（${login}）` }))}
          />
          <Button type="primary" disabled={to === undefined} loading={handOver.isPending} onClick={ask}>
            {t("admin.handOver")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Gives what an account that is disabled or has moved can no longer keep to others of the same unit. */
export function HandOverDialog({ account, onClose }: { account: AccountRow; onClose(): void }) {
  useDialogFocus();
  const estates = useEstates(account.id);
  return (
    <Modal
      open
      title={t("admin.handOverOf", { name: account.name })}
      footer={<Button onClick={onClose}>{t("action.close")}</Button>}
      onCancel={onClose}
    >
      <p className="secondary">{t("admin.handOverHint")}</p>
      <QueryState query={estates}>
        {(found) =>
          found.estates.length === 0 ? (
            <EmptyHint text={t("admin.nothingToHandOver")} />
          ) : (
            found.estates.map((estate) => <EstateRow key={estate.unit.id} account={account} estate={estate} />)
          )
        }
      </QueryState>
    </Modal>
  );
}
