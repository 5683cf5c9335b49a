import { App } from "antd";
import { type RefObject, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { dropDraft } from "../../api/hooks/drafts.ts";
import { nextTaskId, useCompleteTask } from "../../api/hooks/tasks.ts";
import { ApiError, hasCode } from "../../api/problem.ts";
import type { TaskOutcome, TaskView } from "../../api/types.ts";
import type { Attachment } from "../../api/upload.ts";
import type { RecordFormHandle } from "../../form/index.ts";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { isReturn } from "./outcome.ts";
import { taskSubject } from "./TaskForm.tsx";
import { editsFields } from "./task-rights.ts";

function completedBy({ problem, message }: ApiError): string {
  const by = problem.by as { name: string | null } | undefined;
  return by?.name ? t("taskPage.completedBy", { by: by.name, at: dateTime(problem.at as string) }) : message;
}

/** Completes the task with an outcome and goes on with the next to-do. */
export function useDecision(task: TaskView, form: RefObject<RecordFormHandle | null>) {
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const complete = useCompleteTask(task.id);
  const [busy, setBusy] = useState<string>();
  const running = useRef(false);

  const refused = (error: Error) => {
    if (hasCode(error, "task-already-completed")) modal.info({ title: completedBy(error) });
    else if (error instanceof ApiError && error.errors[0] && form.current) {
      form.current.setServerErrors(error.errors.map((one) => ({ ...one, keyword: "server", title: "" })));
      form.current.focusField(error.errors[0].pointer);
      message.error(t("edit.invalid", { count: error.errors.length }));
    } else modal.error({ title: error.message });
  };

  const goOn = async (label: string) => {
    // Not knowing the next task must not make the decision look as if it had failed.
    const next = await nextTaskId(task.id).catch(() => undefined);
    message.success(t(next ? "taskPage.doneNext" : "taskPage.done", { label }));
    navigate(next ? `/tasks/${next}` : "/", { replace: true });
  };

  const send = async (outcome: TaskOutcome, opinion: string, files: readonly Attachment[]) => {
    const data = form.current?.getData() as Record<string, unknown> | undefined;
    const { lockVersion } = task;
    await complete.mutateAsync({
      outcome: outcome.key,
      lockVersion,
      ...(opinion && { opinion }),
      ...(data && { data }),
      ...(files.length > 0 && { attachments: files.map(({ id }) => id) }),
    });
    if (data) await dropDraft(taskSubject(task.id)).catch(() => undefined);
    if (task.savedOpinion !== null) await dropDraft(`${taskSubject(task.id)}:opinion`).catch(() => undefined);
    await goOn(outcome.label);
  };

  const decide = async (outcome: TaskOutcome, opinion: string, files: readonly Attachment[] = []) => {
    if (running.current) return;
    const [error] = editsFields(task) && !isReturn(outcome) ? (form.current?.validate() ?? []) : [];
    if (error) {
      form.current?.focusField(error.pointer);
      return;
    }
    const question = t("taskPage.confirm", { label: outcome.label });
    if (!(await modal.confirm({ title: question, content: opinion || undefined }))) return;
    running.current = true;
    setBusy(outcome.key);
    await send(outcome, opinion, files).catch(refused);
    running.current = false;
    setBusy(undefined);
  };

  return { decide, busy };
}
