import { Button, Space } from "antd";
import { useState } from "react";
import type { Batch } from "../../api/hooks/batch.ts";
import { t } from "../../i18n/index.ts";
import { BatchDialog } from "./BatchDialog.tsx";

/** What may be done with the chosen tasks together. */
export function BatchBar({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const [action, setAction] = useState<Batch["action"]>();
  const close = (done: boolean) => {
    setAction(undefined);
    if (done) onDone();
  };
  return (
    <Space className="batch-bar">
      <span className="secondary">{t("batch.chosen", { count: ids.length })}</span>
      <Button size="small" type="primary" onClick={() => setAction("approve")}>
        {t("batch.approve")}
      </Button>
      <Button size="small" danger onClick={() => setAction("return")}>
        {t("batch.return")}
      </Button>
      <BatchDialog ids={ids} action={action} open={action !== undefined} onClose={close} />
    </Space>
  );
}
