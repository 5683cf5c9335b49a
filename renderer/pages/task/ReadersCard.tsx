import { Card, Tag } from "antd";
import type { TaskReader } from "../../api/operation-types.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

/** Who got a copy, and who has read it. */
export function ReadersCard({ readers }: { readers: TaskReader[] }) {
  if (readers.length === 0) return null;
  return (
    <Card title={t("readers.title")} size="small" className="section side-card">
      <ul className="participants">
        {readers.map(({ name, unitName, at, readAt }) => (
          <li key={`${name}-${at}`} className="participant-head">
            <strong>{name}</strong>
            <span className="secondary small">{unitName}</span>
            {readAt ? (
              <Tag className="tone tone-success">{t("readers.read", { at: dateTime(readAt) })}</Tag>
            ) : (
              <Tag>{t("readers.unread")}</Tag>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
