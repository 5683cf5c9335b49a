import { Card } from "antd";
import { useExplanation } from "../../api/hooks/operations.ts";
import type { TaskView } from "../../api/types.ts";
import { PathSteps } from "../../components/PathSteps.tsx";
import { t } from "../../i18n/index.ts";

/** Why the task is here, who has it, and what comes next. */
export function WhyCard({ task }: { task: TaskView }) {
  const { data } = useExplanation(task.state === "open" ? task.instanceId : undefined);
  const stop = data?.here.find(({ taskId }) => taskId === task.id);
  if (!data || !stop) return null;
  return (
    <Card title={t("why.title")} size="small" className="section side-card">
      <ul className="why">
        {stop.why.map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>{stop.who}</li>
      </ul>
      <h4 className="small">{t("why.next")}</h4>
      <PathSteps path={data.next} />
    </Card>
  );
}
