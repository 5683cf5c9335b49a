import { App, Button, Card, Input } from "antd";
import { type RefObject, useId, useState } from "react";
import { useTaskOperation } from "../../api/hooks/operations.ts";
import { useClaimTask } from "../../api/hooks/tasks.ts";
import type { RecordTypeView, TaskOutcome, TaskView } from "../../api/types.ts";
import type { Attachment } from "../../api/upload.ts";
import { FilePicker } from "../../components/FilePicker.tsx";
import { useHotkeys } from "../../components/use-hotkeys.ts";
import type { RecordFormHandle } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import { Operations } from "./Operations.tsx";
import { isReturn, needsOpinion } from "./outcome.ts";
import { editsFields } from "./task-rights.ts";
import { useDecision } from "./use-decision.tsx";

interface Props {
  task: TaskView;
  type: RecordTypeView;
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
  const { claim: mayClaim, unclaim } = task.operations;
  if (mayClaim !== null && unclaim !== null) return null;
  return (
    <Button size="small" type="link" loading={claim.isPending} onClick={() => claim.mutate(mayClaim === null)}>
      {t(mayClaim === null ? "taskPage.claim" : "taskPage.unclaim")}
    </Button>
  );
}

function useSaving({ task, form }: Pick<Props, "task" | "form">, opinion: string) {
  const { message } = App.useApp();
  const operation = useTaskOperation(task.id);
  const save = async () => {
    const data = editsFields(task) ? form.current?.getData() : undefined;
    try {
      await operation.mutateAsync({ path: "save", body: { opinion, ...(data ? { data } : {}) } });
      message.success(t("taskPage.saved"));
    } catch (error) {
      message.error((error as Error).message);
    }
  };
  return { save, saving: operation.isPending };
}

interface OpinionProps {
  id: string;
  value: string;
  missing: string | undefined;
  onChange: (text: string) => void;
}

function Opinion({ id, value, missing, onChange }: OpinionProps) {
  return (
    <>
      <label htmlFor={id}>{t("taskPage.opinion")}</label>
      <Input.TextArea
        id={id}
        rows={4}
        maxLength={1000}
        showCount
        value={value}
        placeholder={t("taskPage.opinionPlaceholder")}
        status={missing && "error"}
        aria-invalid={missing !== undefined}
        aria-describedby={missing && `${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      {missing && (
        <p id={`${id}-error`} className="danger" role="alert">
          {missing}
        </p>
      )}
    </>
  );
}

/** The opinion, the buttons a reviewer decides with, and what else may be done. */
export function DecisionPanel({ task, type, form }: Props) {
  const [opinion, setOpinion] = useState(task.savedOpinion ?? "");
  const [files, setFiles] = useState<Attachment[]>([]);
  const [missing, setMissing] = useState<string>();
  const id = useId();
  const { decide, busy } = useDecision(task, form);
  const { save, saving } = useSaving({ task, form }, opinion);
  const choose = (outcome: TaskOutcome) => {
    if (needsOpinion(outcome) && !opinion.trim()) {
      setMissing(t("taskPage.opinionRequired", { label: outcome.label }));
      document.getElementById(id)?.focus();
      return;
    }
    setMissing(undefined);
    void decide(outcome, opinion.trim(), files);
  };
  const first = task.outcomes.find((outcome) => !isReturn(outcome));
  useHotkeys({ Enter: first && (() => choose(first)), s: () => void save() });
  return (
    <Card title={t("taskPage.handle")} extra={<Assignee task={task} />} className="section side-card">
      <Opinion id={id} value={opinion} missing={missing} onChange={setOpinion} />
      <FilePicker files={files} onChange={setFiles} />
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
        <Button block type="dashed" loading={saving} onClick={() => void save()}>
          {t("taskPage.save")}
        </Button>
      </div>
      <Operations task={task} type={type} />
    </Card>
  );
}
