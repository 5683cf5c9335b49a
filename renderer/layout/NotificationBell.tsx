import { BellOutlined } from "@ant-design/icons";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { useMarkRead, useNotifications } from "../api/hooks/notifications.ts";
import { t } from "../i18n/index.ts";
import { NotificationList } from "./NotificationList.tsx";

/** The reader's messages, with how many are unread. */
export function NotificationBell() {
  const [open, setOpen] = useState(false);
  const { rows, unread } = useNotifications().data ?? { rows: [], unread: 0 };
  const markRead = useMarkRead();
  const title = (
    <div className="bell-title">
      {t("bell.title")}
      {unread > 0 && (
        <Button
          type="link"
          size="small"
          onClick={() => markRead.mutate(rows.filter((row) => !row.readAt).map((row) => row.id))}
        >
          {t("bell.readAll")}
        </Button>
      )}
    </div>
  );
  const content = (
    <NotificationList rows={rows} onRead={(id) => markRead.mutate([id])} onLeave={() => setOpen(false)} />
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" title={title} content={content}>
      <Button type="text" className="on-dark" aria-label={t("bell.label", { count: unread })}>
        <Badge count={unread} size="small" offset={[2, -2]}>
          <BellOutlined className="bell-icon" />
        </Badge>
      </Button>
    </Popover>
  );
}
