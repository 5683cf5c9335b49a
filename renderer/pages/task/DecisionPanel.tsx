import { Button, Card, Input } from "antd";
import { type RefObject, useId, useState } from "react";
import { useClaimTask } from "../../api/hooks/tasks.ts";
import type { TaskOutcome, TaskView } from "../../api/types.ts";
import { useHotkeys } from "../../components/use-hotkeys.ts";
import type { RecordFormHandle } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import { isReturn, needsOpinion } from "./outcome.ts";
import { useDecision } from "./use-decision.tsx";

interface Props {
  task: TaskView;
  form: RefObject<RecordFormHandle | null>;
}

interface OutcomeButtonProps {
  outcome: TaskOutcome;
  first: boolean;
  busy: string | undefined;
  onChoose: () => void;
}

function OutcomeButton({ outcome, first, busy, onChoose }: OutcomeButtonProps) {
  const danger = isReturn(outcome);
  return (
    <Button
      block
      type={first && !danger ? "primary" : "default"}
      danger={danger}
      loading={busy === outcome.key}
      disabled={busy !== undefined && busy !== outcome.key}
      onClick={onChoose}
    >
      {outcome.label}
    </Button>
  );
}

function Assignee({ task }: { task: TaskView }) {
  const claim = useClaimTask(task.id);
  return (
    <Button size="small" type="link" loading={claim.isPending} onClick={() => claim.mutate(!task.assignee)}>
      {t(task.assignee ? "taskPage.unclaim" : "taskPage.claim")}
    </Button>
  );
}

/** The opinion and the buttons a reviewer decides with. */
export function DecisionPanel({ task, form }: Props) {
  const [opinion, setOpinion] = useState("");
  const [missing, setMissing] = useState<string>();
  const id = useId();
  const { decide, busy } = useDecision(task, form);
  const choose = (outcome: TaskOutcome) => {
    if (needsOpinion(outcome) && !opinion.trim()) {
      setMissing(t("taskPage.opinionRequired", { label: outcome.label }));
      document.getElementById(id)?.focus();
      return;
    }
    setMissing(undefined);
    void decide(outcome, opinion.trim());
  };
  const first = task.outcomes.find((outcome) => !isReturn(outcome));
  useHotkeys({ Enter: first && (() => choose(first)) });
  return (
    <aside className="decision" aria-label={t("taskPage.handle")}>
      <Card title={t("taskPage.handle")} extra={<Assignee task={task} />}>
        <label htmlFor={id}>{t("taskPage.opinion")}</label>
        <Input.TextArea
          id={id}
          rows={5}
          maxLength={1000}
          showCount
          value={opinion}
          placeholder={t("taskPage.opinionPlaceholder")}
          status={missing && "error"}
          aria-invalid={missing !== undefined}
          aria-describedby={missing && `${id}-error`}
          onChange={(event) => setOpinion(event.target.value)}
        />
        {missing && (
          <p id={`${id}-error`} className="danger" role="alert">
            {missing}
          </p>
        )}
        <div className="decision-outcomes">
          {task.outcomes.map((outcome) => (
            <OutcomeButton
              key={outcome.key}
              outcome={outcome}
              first={outcome === first}
              busy={busy}
              onChoose={() => choose(outcome)}
            />
          ))}
        </div>
      </Card>
    </aside>
  );
}
