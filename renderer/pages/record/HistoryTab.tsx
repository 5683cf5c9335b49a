import { Timeline } from "antd";
import { useHistory } from "../../api/hooks/records.ts";
import type { RecordEvent } from "../../api/types.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { ChangeTable } from "./ChangeTable.tsx";

const colors: Record<string, string> = {
  submitted: "blue",
  returned: "red",
  rejected: "red",
  cancelled: "red",
  approved: "green",
  inForce: "green",
};

function Event({ event }: { event: RecordEvent }) {
  const who = [event.unit?.name, event.account?.name].filter(Boolean).join(" · ");
  const changes = event.changes ?? [];
  return (
    <div className="event">
      <div className="event-head">
        <strong>{event.kindText}</strong>
        {event.taskName && <span>{event.taskName}</span>}
        <span className="secondary">{who}</span>
        <time className="secondary figures">{dateTime(event.at)}</time>
      </div>
      {event.opinion && <p className="event-opinion">{t("record.history.opinion", { text: event.opinion })}</p>}
      {changes.length > 0 && (
        <details>
          <summary>{t("record.history.changes", { count: changes.length })}</summary>
          <ChangeTable changes={changes} />
        </details>
      )}
    </div>
  );
}

/** The 填报记录: who did what and when, newest first, with what each save changed. */
export function HistoryTab({ id }: { id: string }) {
  const history = useHistory(id);
  return (
    <QueryState query={history}>
      {(events) =>
        events.length === 0 ? (
          <EmptyHint text={t("record.history.empty")} />
        ) : (
          <Timeline
            className="history"
            items={[...events].sort(newestFirst).map((event) => ({
              key: event.id,
              color: colors[event.kind] ?? "gray",
              content: <Event event={event} />,
            }))}
          />
        )
      }
    </QueryState>
  );
}

const newestFirst = (a: RecordEvent, b: RecordEvent) => b.at.localeCompare(a.at) || b.id - a.id;
