import { Card, Tabs } from "antd";
import { useRef, useState } from "react";
import { Navigate, useParams } from "react-router-dom";
import { useRecord, useRecordForm } from "../../api/hooks/records.ts";
import { useTask } from "../../api/hooks/tasks.ts";
import type { RecordTypeView, RecordView, TaskView } from "../../api/types.ts";
import { DueTag } from "../../components/DueTag.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { StatusTag } from "../../components/StatusTag.tsx";
import { Warnings } from "../../components/Warnings.tsx";
import type { RecordFormHandle } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import { ContentTab } from "../record/ContentTab.tsx";
import { FlowTab } from "../record/FlowTab.tsx";
import { HistoryTab } from "../record/HistoryTab.tsx";
import { RevisionsTab } from "../record/RevisionsTab.tsx";
import { UploadsTab } from "../record/UploadsTab.tsx";
import { ChangedNotice } from "./ChangedNotice.tsx";
import { CommentsTab } from "./CommentsTab.tsx";
import { TaskForm } from "./TaskForm.tsx";
import { TaskNotice } from "./TaskNotice.tsx";
import { TaskSide } from "./TaskSide.tsx";
import { editsFields, onlyFields, taskRights } from "./task-rights.ts";

/** One task: what it is about, what may be decided, and where the flow stands. */
export default function TaskPage() {
  const { id = "" } = useParams();
  const task = useTask(id);
  return <QueryState query={task}>{(data) => <Loaded key={id} task={data} />}</QueryState>;
}

function Loaded({ task }: { task: TaskView }) {
  const record = useRecord(task.recordId);
  return <QueryState query={record}>{(data) => <WithType task={task} record={data} />}</QueryState>;
}

function WithType({ task, record }: { task: TaskView; record: RecordView }) {
  const type = useRecordForm(record);
  // What was returned is changed and submitted again, not decided on.
  if (task.starter && task.canAct) return <Navigate to={`/records/${record.id}/edit`} replace />;
  return <QueryState query={type}>{(data) => <Task task={task} record={record} type={data} />}</QueryState>;
}

function Task({ task, record, type }: { task: TaskView; record: RecordView; type: RecordTypeView }) {
  const form = useRef<RecordFormHandle>(null);
  const changed = task.changedFields;
  const [only, setOnly] = useState(changed !== null && changed.length > 0);
  const editing = task.canAct && editsFields(task);
  const rights = only && changed ? onlyFields(taskRights(task), type, changed) : taskRights(task);
  const content = editing ? (
    <TaskForm ref={form} task={task} record={record} type={type} />
  ) : (
    <ContentTab record={record} type={type} fieldRights={rights} />
  );
  const tabs = [
    { key: "content", label: t("record.tab.content"), children: content, forceRender: true },
    { key: "flow", label: t("record.tab.flow"), children: <FlowTab record={record} /> },
    { key: "history", label: t("record.tab.history"), children: <HistoryTab id={record.id} /> },
    {
      key: "comments",
      label: t("comments.tab"),
      children: <CommentsTab recordId={record.id} taskId={task.id} />,
    },
    { key: "uploads", label: t("record.tab.uploads"), children: <UploadsTab id={record.id} /> },
    { key: "revisions", label: t("record.tab.revisions"), children: <RevisionsTab id={record.id} /> },
  ];
  return (
    <>
      <PageHeader
        back
        title={record.title || t("record.untitled")}
        tags={<StatusTag status={record.status} text={record.statusText} />}
        lead={`${type.title} · ${task.name} · ${record.unit.name}`}
        actions={<DueTag at={task.dueAt} finished={task.state !== "open"} />}
      />
      <TaskNotice task={task} />
      <Warnings warnings={record.warnings} />
      {changed !== null && !editing && <ChangedNotice fields={changed} type={type} only={only} onOnly={setOnly} />}
      <div className="task-columns">
        <Card className="section section-tabs">
          <Tabs items={tabs} />
        </Card>
        <TaskSide task={task} type={type} form={form} />
      </div>
    </>
  );
}
