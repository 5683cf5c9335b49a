import { Alert, Button } from "antd";
import { Link } from "react-router-dom";
import type { TaskView } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

function Special({ task }: { task: TaskView }) {
  const lines = [
    ...(task.actsFor ? [t("taskPage.actsFor", { name: task.actsFor })] : []),
    ...(task.comeBack ? [t("taskPage.comeBack", { name: task.comeBack.name })] : []),
    ...(task.urgedCount > 0 ? [t("taskPage.urged", { count: task.urgedCount })] : []),
  ];
  return lines.length > 0 ? <Alert className="section" type="info" showIcon title={lines.join(" ")} /> : null;
}

function reason(task: TaskView): string {
  if (task.whyNot) return task.whyNot;
  if (task.state === "completed") return t("taskPage.completed");
  return task.state === "cancelled" ? t("taskPage.cancelled") : t("taskPage.cannotAct");
}

/** Why the reader cannot act on the task and where to go instead; where they can, in whose place and what is special. */
export function TaskNotice({ task }: { task: TaskView }) {
  if (task.canAct) return <Special task={task} />;
  const links = (
    <>
      <Link to={`/records/${task.recordId}`}>
        <Button size="small" type="link">
          {t("taskPage.toRecord")}
        </Button>
      </Link>
      <Link to="/">
        <Button size="small" type="link">
          {t("taskPage.toDesk")}
        </Button>
      </Link>
    </>
  );
  return <Alert className="section" type="info" showIcon title={reason(task)} action={links} />;
}
