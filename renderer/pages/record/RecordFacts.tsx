import { Alert, Button, Card, Descriptions } from "antd";
import { Link } from "react-router-dom";
import type { RecordView } from "../../api/types.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

/** Who has the record; whoever it waits for goes on from here. Where the reader may edit, editing is his way on. */
function OpenTask({ record, task }: { record: RecordView; task: RecordView["openTasks"][number] }) {
  const text = task.candidates
    ? t("record.openTaskWith", { name: task.name, who: task.candidates })
    : t("record.openTask", { name: task.name });
  const handle = (
    <Link to={`/tasks/${task.id}`} tabIndex={-1}>
      <Button type="primary">{t("taskPage.handle")}</Button>
    </Link>
  );
  return (
    <Alert
      className="section"
      type="info"
      showIcon
      title={record.cancelling ? t("record.cancelling", { where: text }) : text}
      action={task.mine && !record.abilities.canEdit ? handle : undefined}
    />
  );
}

/** Whose record it is, when things happened, and who has it now. */
export function RecordFacts({ record }: { record: RecordView }) {
  const { obligation, submittedAt, inForceAt } = record;
  const items = [
    { key: "unit", label: t("record.unit"), children: record.unit.name },
    { key: "division", label: t("record.division"), children: record.division.name },
    { key: "creator", label: t("record.creator"), children: record.createdBy.name },
    { key: "updated", label: t("record.updatedAt"), children: dateTime(record.updatedAt) },
    ...(submittedAt ? [{ key: "submitted", label: t("record.submittedAt"), children: dateTime(submittedAt) }] : []),
    ...(inForceAt ? [{ key: "inForce", label: t("record.inForceAt"), children: dateTime(inForceAt) }] : []),
    {
      key: "version",
      label: t("record.version"),
      children: t("record.versionNumber", { number: record.versionNumber }),
    },
    ...(obligation
      ? [
          {
            key: "obligation",
            label: t("obligation.title"),
            children: (
              <>
                <Link to="/obligations">{obligation.campaignTitle}</Link>&nbsp;
                {obligation.submittedAt && obligation.dueAt && (
                  <span className="secondary">{t("obligation.dueBy")} </span>
                )}
                <DueTag at={obligation.dueAt} finished={Boolean(obligation.submittedAt)} />
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      {record.openTasks.map((task) => (
        <OpenTask key={task.id} record={record} task={task} />
      ))}
      <Card className="section section-facts">
        <Descriptions size="small" column={{ xs: 1, sm: 2, lg: 3, xxl: 4 }} items={items} />
      </Card>
    </>
  );
}
