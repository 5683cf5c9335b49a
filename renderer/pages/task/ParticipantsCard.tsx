import { Button, Card, Progress, Tag } from "antd";
import { useSession } from "../../api/hooks/session.ts";
import type { Participant } from "../../api/operation-types.ts";
import type { TaskView } from "../../api/types.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { useOperation } from "./use-operation.ts";

const tones: Record<Participant["state"], string> = {
  open: "info",
  done: "success",
  waiting: "neutral",
  removed: "muted",
};

function stateText({ state, outcomeText }: Participant): string {
  return state === "done" && outcomeText ? outcomeText : t(`participants.state.${state}`);
}

function Remove({ task, participant }: { task: TaskView; participant: Participant }) {
  const label = t("participants.remove");
  const { run, busy } = useOperation(task.id, () => {});
  return (
    <Button
      size="small"
      type="link"
      danger
      loading={busy}
      aria-label={t("participants.removeWho", { name: participant.name })}
      onClick={() => void run({ path: `participants/${participant.id}`, method: "delete" }, label)}
    >
      {label}
    </Button>
  );
}

function Person({ task, participant }: { task: TaskView; participant: Participant }) {
  const { account } = useSession();
  const { name, unitName, kind, state, opinion, actedAt, actedBy, addedBy, note } = participant;
  const removable = task.state === "open" && addedBy === account.id && (state === "open" || state === "waiting");
  return (
    <li>
      <div className="participant-head">
        <strong>{name}</strong>
        <span className="secondary small">{unitName}</span>
        {kind !== "main" && <Tag>{t(`participants.kind.${kind}`)}</Tag>}
        <Tag className={`tone tone-${tones[state]}`}>{stateText(participant)}</Tag>
        {removable && <Remove task={task} participant={participant} />}
      </div>
      {note && <p className="secondary small">{t("participants.note", { note })}</p>}
      {actedAt && (
        <time className="secondary small figures">
          {dateTime(actedAt)}
          {actedBy && ` ${t("participants.actedBy", { name: actedBy })}`}
        </time>
      )}
      {opinion && <p className="event-opinion">{opinion}</p>}
    </li>
  );
}

/** Who decides the task, in what order, and how the count stands. */
export function ParticipantsCard({ task }: { task: TaskView }) {
  const { participants, counts } = task;
  const shown = participants.filter(({ state }) => state !== "removed");
  if (shown.length === 0) return null;
  return (
    <Card title={t("participants.title")} size="small" className="section side-card">
      {counts && counts.total > 1 && (
        <>
          <p className="small">{t("participants.counts", { ...counts })}</p>
          <Progress
            percent={Math.round((counts.agreed / Math.max(1, counts.needed)) * 100)}
            showInfo={false}
            size="small"
            aria-label={t("participants.title")}
          />
        </>
      )}
      <ul className="participants">
        {shown.map((participant) => (
          <Person key={participant.id} task={task} participant={participant} />
        ))}
      </ul>
    </Card>
  );
}
