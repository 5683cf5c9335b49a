import { Button, Space } from "antd";
import { t } from "../../i18n/index.ts";

/** Turns the pages of a list that does not say how long it is. */
export function Pager({ page, more, onTurn }: { page: number; more: boolean; onTurn: (page: number) => void }) {
  if (page === 0 && !more) return null;
  return (
    <Space className="monitor-pager">
      <Button disabled={page === 0} onClick={() => onTurn(page - 1)}>
        {t("monitor.newer")}
      </Button>
      <span>{t("monitor.page", { page: page + 1 })}</span>
      <Button disabled={!more} onClick={() => onTurn(page + 1)}>
        {t("monitor.older")}
      </Button>
    </Space>
  );
}
