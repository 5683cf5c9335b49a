import { App, Button } from "antd";
import { useState } from "react";
import type { RecordTypeView, TaskView } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";
import { HandoverDialog } from "./HandoverDialog.tsx";
import { type Dialog, possible } from "./operations.ts";
import { ReturnDialog } from "./ReturnDialog.tsx";
import { UrgeDialog } from "./UrgeDialog.tsx";
import { useOperation } from "./use-operation.ts";

function TakeBack({ task }: { task: TaskView }) {
  const { modal } = App.useApp();
  const { run, busy } = useOperation(task.id, () => {});
  const ask = async () => {
    const sure = await modal.confirm({ title: t("operation.takeBack"), content: t("operation.takeBack.lead") });
    if (sure) await run({ path: "take-back" }, t("operation.takeBack"));
  };
  return (
    <Button size="small" loading={busy} onClick={() => void ask()}>
      {t("operation.takeBack")}
    </Button>
  );
}

interface Props {
  task: TaskView;
  type: RecordTypeView;
}

/** What may be done about the task besides deciding it: only what the server says is possible. */
export function Operations({ task, type }: Props) {
  const [open, setOpen] = useState<Dialog>();
  const close = () => setOpen(undefined);
  const shown = possible(task.operations);
  const takesBack = task.operations.takeBack === null;
  if (shown.length === 0 && !takesBack) return null;
  const handover = open === "return" || open === "urge" ? undefined : open;
  return (
    <section className="operations" aria-label={t("operation.more")}>
      {shown.map((key) => (
        <Button key={key} size="small" onClick={() => setOpen(key)}>
          {t(key === "return" ? "operation.return.button" : `operation.${key}`)}
        </Button>
      ))}
      {takesBack && <TakeBack task={task} />}
      <ReturnDialog
        taskId={task.id}
        open={open === "return"}
        lockVersion={task.lockVersion}
        type={type}
        onClose={close}
      />
      <UrgeDialog taskId={task.id} open={open === "urge"} onClose={close} />
      <HandoverDialog
        taskId={task.id}
        kind={handover}
        open={handover !== undefined}
        lockVersion={task.lockVersion}
        onClose={close}
      />
    </section>
  );
}
