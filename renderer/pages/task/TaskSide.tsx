import { Card } from "antd";
import type { RefObject } from "react";
import type { RecordTypeView, TaskView } from "../../api/types.ts";
import type { RecordFormHandle } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import { DecisionPanel } from "./DecisionPanel.tsx";
import { Operations } from "./Operations.tsx";
import { possible } from "./operations.ts";
import { ParticipantsCard } from "./ParticipantsCard.tsx";
import { ReadersCard } from "./ReadersCard.tsx";
import { WhyCard } from "./WhyCard.tsx";

interface Props {
  task: TaskView;
  type: RecordTypeView;
  form: RefObject<RecordFormHandle | null>;
}

/** Beside the form: deciding, who decides, who reads, and why the task is here. */
export function TaskSide({ task, type, form }: Props) {
  const other = possible(task.operations).length > 0 || task.operations.takeBack === null;
  return (
    <aside className="decision" aria-label={t("taskPage.handle")}>
      {task.canAct && <DecisionPanel key={task.savedOpinion ?? ""} task={task} type={type} form={form} />}
      {!task.canAct && other && (
        <Card title={t("operation.more")} size="small" className="section side-card">
          <Operations task={task} type={type} />
        </Card>
      )}
      <ParticipantsCard task={task} />
      <WhyCard task={task} />
      <ReadersCard readers={task.readers} />
    </aside>
  );
}
