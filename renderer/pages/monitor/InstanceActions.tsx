import { App, Button, Space } from "antd";
import { useState } from "react";
import { ReasonDialog } from "../../components/ReasonDialog.tsx";
import { t } from "../../i18n/index.ts";
import { MoveDialog } from "./MoveDialog.tsx";
import type { Administration } from "./types.ts";
import { useDecide } from "./use-monitor.ts";
import { VariablesDialog } from "./VariablesDialog.tsx";

type Verb = "suspend" | "resume" | "terminate";

/** Suspends, resumes, terminates, moves, or changes variables; each with a reason. */
export function InstanceActions({ data }: { data: Administration }) {
  const [verb, setVerb] = useState<Verb>();
  const [dialog, setDialog] = useState<"move" | "variables">();
  const { message } = App.useApp();
  const decide = useDecide(data.id);
  if (data.endedAt) return null;
  const confirm = (reason: string): void => {
    if (!verb) return;
    const onSuccess = (): void => {
      setVerb(undefined);
      message.success(t("instance.done"));
    };
    decide.mutate({ verb, reason }, { onSuccess });
  };
  const ask = (next: Verb): void => {
    decide.reset();
    setVerb(next);
  };
  const pausing: Verb = data.status === "suspended" ? "resume" : "suspend";
  return (
    <Space wrap>
      <Button onClick={() => ask(pausing)}>{t(`instance.${pausing}`)}</Button>
      <Button onClick={() => setDialog("variables")}>{t("instance.editVariables")}</Button>
      <Button onClick={() => setDialog("move")}>{t("instance.move")}</Button>
      <Button danger onClick={() => ask("terminate")}>
        {t("instance.terminate")}
      </Button>
      <ReasonDialog
        open={verb !== undefined}
        title={verb ? t(`instance.${verb}`) : ""}
        label={t("instance.reason")}
        required={t("instance.reasonRequired")}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={confirm}
        onClose={() => setVerb(undefined)}
      >
        <p>{verb && t(`instance.${verb}Hint`)}</p>
      </ReasonDialog>
      {dialog === "move" && <MoveDialog data={data} onClose={() => setDialog(undefined)} />}
      {dialog === "variables" && <VariablesDialog data={data} onClose={() => setDialog(undefined)} />}
    </Space>
  );
}
