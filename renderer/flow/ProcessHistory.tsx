import { Timeline } from "antd";
import type { ProcessEvent } from "../api/types.ts";
import { dateTime } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";

const who = ({ account }: ProcessEvent) => (account ? `${account.unitName} · ${account.name}` : "");

/** The steps of a process in words, oldest first. */
export function ProcessHistory({ events }: { events: ProcessEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section aria-label={t("flow.history")}>
      <h3 className="section-title">{t("flow.history")}</h3>
      <Timeline
        className="history"
        items={events.map((event, at) => ({
          key: `${event.at}-${at}`,
          color: event.opinion ? "blue" : "gray",
          content: (
            <div className="event">
              <div className="event-head">
                <strong>{event.text}</strong>
                <span className="secondary">{who(event)}</span>
                <time className="secondary figures">{dateTime(event.at)}</time>
              </div>
              {event.opinion && <p className="event-opinion">{t("record.history.opinion", { text: event.opinion })}</p>}
            </div>
          ),
        }))}
      />
    </section>
  );
}
