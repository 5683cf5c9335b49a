import { type Ref, useMemo } from "react";
import { formServices } from "../../api/form-services.ts";
import type { Draft, RecordTypeView, RecordView, TaskView } from "../../api/types.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { RecordForm, type RecordFormHandle } from "../../form/index.ts";
import { useDraftKeeper, useStoredDraft } from "../edit/use-draft.ts";
import { taskRights } from "./task-rights.ts";

interface Props {
  task: TaskView;
  record: RecordView;
  type: RecordTypeView;
  ref: Ref<RecordFormHandle>;
}

/** The record as a form in which the task's own fields can be filled; what is typed is kept as a draft. */
export function TaskForm(props: Props) {
  const draft = useStoredDraft(taskSubject(props.task.id));
  if (draft.data === null) return <Filled {...props} />;
  return <QueryState query={draft}>{(found) => <Filled {...props} draft={found} />}</QueryState>;
}

/** Names the draft of a task. */
export const taskSubject = (id: string): string => `task:${id}`;

function Filled({ task, record, type, ref, draft }: Props & { draft?: Draft }) {
  const services = useMemo(
    () => formServices(record.references, record.division.code),
    [record.references, record.division.code],
  );
  const rights = useMemo(() => taskRights(task), [task]);
  const { keeper } = useDraftKeeper(taskSubject(task.id), () => record.lockVersion);
  const fresh = draft && (draft.baseVersion ?? record.lockVersion) === record.lockVersion;
  return (
    <RecordForm
      ref={ref}
      schema={type.schema}
      uiSchema={type.uiSchema}
      initialData={fresh ? draft.data : record.data}
      fieldRights={rights}
      formContext={services}
      onChange={(data) => keeper.change(data)}
    />
  );
}
