import { Badge } from "antd";
import { Link } from "react-router-dom";
import type { NotificationRow } from "../api/types.ts";
import { EmptyHint } from "../components/EmptyHint.tsx";
import { clock } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";

interface Props {
  rows: NotificationRow[];
  onRead: (id: string) => void;
  /** Called when a message leads to another page. */
  onLeave: () => void;
}

function Message({ row }: { row: NotificationRow }) {
  return (
    <>
      <span className="bell-row-title">
        {!row.readAt && <Badge status="processing" title={t("bell.unread")} />}
        {row.title}
      </span>
      {row.body && <span className="bell-row-body">{row.body}</span>}
      <time className="bell-row-time">{clock(row.createdAt)}</time>
    </>
  );
}

/** The messages behind the bell, newest first. */
export function NotificationList({ rows, onRead, onLeave }: Props) {
  if (rows.length === 0) return <EmptyHint text={t("bell.empty")} />;
  return (
    <ul className="bell-list">
      {rows.map((row) => {
        const read = () => row.readAt || onRead(row.id);
        const leave = () => {
          read();
          onLeave();
        };
        return (
          <li key={row.id} className={row.readAt ? "" : "unread"}>
            {row.link ? (
              <Link to={row.link} onClick={leave}>
                <Message row={row} />
              </Link>
            ) : (
              <button type="button" onClick={read}>
                <Message row={row} />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
