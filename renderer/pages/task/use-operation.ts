import { App } from "antd";
import { type TaskOperation, useTaskOperation } from "../../api/hooks/operations.ts";
import { t } from "../../i18n/index.ts";

/** Does an operation, says that it is done and closes what asked for it; a refusal stays with the dialog. */
export function useOperation(taskId: string, onDone: () => void) {
  const { message } = App.useApp();
  const operation = useTaskOperation(taskId);
  const run = async (wanted: TaskOperation, label: string) => {
    try {
      await operation.mutateAsync(wanted);
    } catch {
      return;
    }
    message.success(t("operation.done", { label }));
    onDone();
  };
  return { run, busy: operation.isPending, error: operation.error, reset: operation.reset };
}
