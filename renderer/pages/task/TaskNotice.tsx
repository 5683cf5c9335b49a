import { Alert, Button } from "antd";
import { Link } from "react-router-dom";
import type { TaskView } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

function reason(task: TaskView): string {
  if (task.whyNot) return task.whyNot;
  if (task.state === "completed") return t("taskPage.completed");
  return task.state === "cancelled" ? t("taskPage.cancelled") : t("taskPage.cannotAct");
}

/** Why the reader cannot act on the task, and where to go instead; nothing where they can. */
export function TaskNotice({ task }: { task: TaskView }) {
  if (task.canAct) return null;
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
