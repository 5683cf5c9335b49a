import { Tag } from "antd";
import { dateTime, dueText } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";

const tones = { overdue: "danger", soon: "warning", later: "neutral" } as const;

/** A due moment and how pressing it is. */
export function DueTag({ at, finished }: { at?: string | null; finished?: boolean }) {
  if (!at) return <span className="secondary">{t("task.noDue")}</span>;
  if (finished) return <span className="secondary">{dateTime(at)}</span>;
  const { text, level } = dueText(at);
  return (
    <span className="due" title={dateTime(at)}>
      <Tag className={`tone tone-${tones[level]}`}>{text}</Tag>
    </span>
  );
}
