import { Tag } from "antd";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Preview } from "./types.ts";

/** Variables that would have another value. */
function changed({ before, after }: Preview["variables"]): string[] {
  return Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** What a repair would do, line by line. */
export function PreviewResult({ preview }: { preview: Preview }) {
  const { cancelled, opened, ended, meaning, incidents, variables } = preview;
  const names = changed(variables);
  const same = cancelled.length + opened.length + names.length === 0 && !ended;
  return (
    <section className="monitor-preview" aria-label={t("instance.previewTitle")} role="status">
      <strong>{t("instance.previewTitle")}</strong>
      <ul>
        {names.map((name) => (
          <li key={name}>
            {t("instance.variable", {
              ...{ name, before: JSON.stringify(variables.before[name] ?? null) },
              after: JSON.stringify(variables.after[name]),
            })}
          </li>
        ))}
        {cancelled.map(({ kind, nodeId, nodeName }) => (
          <li key={`${kind} ${nodeId}`}>
            <Tag className="tone tone-danger">{t("instance.previewCancelled")}</Tag>
            {t(`instance.kind.${kind}`)}：{nodeName}
          </li>
        ))}
        {opened.map(({ nodeId, nodeName, who, found, dueAt }) => (
          <li key={nodeId}>
            <Tag className="tone tone-success">{t("instance.previewOpened")}</Tag>
            {nodeName}（{who || t("instance.nobody")}）{dueAt && dateTime(dueAt)}
            {!found && <Tag className="tone tone-warning">{t("instance.nobodyFound")}</Tag>}
          </li>
        ))}
        {ended && <li>{t("instance.previewEnded")}</li>}
        {meaning && <li>{meaning}</li>}
        {incidents.map((text) => (
          <li key={text}>
            <Tag className="tone tone-warning">{t("instance.previewIncident")}</Tag>
            {text}
          </li>
        ))}
        {same && <li>{t("instance.previewNothing")}</li>}
      </ul>
    </section>
  );
}
