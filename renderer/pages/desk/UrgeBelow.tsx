import { NotificationOutlined } from "@ant-design/icons";
import { Alert, Button, Modal, Radio, Skeleton } from "antd";
import { useState } from "react";
import { type UrgedBelow, useUrgeBelow, useWaitingBelow, type WaitingBelow } from "../../api/hooks/urge-below.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { t } from "../../i18n/index.ts";

type Which = "overdue" | "all";

function Choice({ waiting, which, onChange }: { waiting: WaitingBelow; which: Which; onChange: (to: Which) => void }) {
  const { tooSoon } = waiting[which];
  return (
    <>
      <p className="secondary">{t("urgeBelow.lead")}</p>
      <Radio.Group
        aria-label={t("urgeBelow.which")}
        value={which}
        onChange={({ target }) => onChange(target.value)}
        vertical
        options={(["overdue", "all"] as const).map((value) => ({
          ...{ value, label: t(`urgeBelow.${value}`, { count: waiting[value].waiting }) },
          disabled: waiting[value].waiting === 0,
        }))}
      />
      {tooSoon > 0 && <p className="secondary">{t("urgeBelow.tooSoon", { count: tooSoon })}</p>}
      {waiting[which].waiting >= waiting.most && (
        <p className="secondary">{t("urgeBelow.most", { most: waiting.most })}</p>
      )}
    </>
  );
}

function Outcome({ urged: { urged, tooSoon, units } }: { urged: UrgedBelow }) {
  const more = [
    ...(units > 0 ? [t("urgeBelow.units", { count: units })] : []),
    ...(tooSoon > 0 ? [t("urgeBelow.skipped", { count: tooSoon })] : []),
  ];
  return (
    <div role="status">
      <Alert type="success" showIcon title={t("urgeBelow.done", { urged })} description={more.join("") || undefined} />
    </div>
  );
}

function UrgeBelowDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [chosen, setChosen] = useState<Which>();
  const below = useWaitingBelow(open);
  const urging = useUrgeBelow();
  const { data } = below;
  const which = chosen ?? (data && data.overdue.waiting === 0 ? "all" : "overdue");
  const count = data ? data[which].waiting - data[which].tooSoon : 0;
  const nothing = data?.all.waiting === 0;
  const done = urging.data !== undefined || nothing;
  const reset = () => {
    setChosen(undefined);
    urging.reset();
  };
  return (
    <Modal
      open={open}
      title={t("urgeBelow.title")}
      okText={done ? t("batch.close") : t("urgeBelow.confirm", { count })}
      okButtonProps={{ disabled: !done && count === 0 }}
      cancelButtonProps={{ style: { display: done ? "none" : undefined } }}
      confirmLoading={urging.isPending}
      onOk={() => (done ? onClose() : urging.mutate({ overdue: which === "overdue" }))}
      onCancel={onClose}
      afterClose={reset}
      destroyOnHidden
    >
      {urging.error && <Alert type="error" showIcon title={urging.error.message} className="dialog-alert" />}
      {below.error && <ErrorNotice error={below.error} onRetry={() => below.refetch()} />}
      {below.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {nothing && <p>{t("urgeBelow.nothing")}</p>}
      {urging.data && <Outcome urged={urging.data} />}
      {data && !done && <Choice waiting={data} which={which} onChange={setChosen} />}
    </Modal>
  );
}

/** For units with others below them: urges what waits there, and tells what came of it. */
export function UrgeBelow() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<NotificationOutlined />} onClick={() => setOpen(true)}>
        {t("urgeBelow.open")}
      </Button>
      <UrgeBelowDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
