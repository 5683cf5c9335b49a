import { App, Button, Progress, Result, Space } from "antd";
import { useEffect, useState } from "react";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { t } from "../../i18n/index.ts";
import { isOver, useJob } from "./use-campaigns.ts";

/** How far a dispatch is, with a way to stop it and, at the end, to what it made. */
export function DispatchProgress({ jobId, onOpen }: { jobId: string; onOpen(): void }) {
  const { data: job } = useJob(jobId);
  const over = isOver(job);
  const { message } = App.useApp();
  const [stopping, setStopping] = useState(false);
  const stop = () => {
    setStopping(true);
    api.post(`/jobs/${jobId}/cancel`, {}).catch((error: Error) => {
      setStopping(false);
      void message.error(error.message);
    });
  };
  useEffect(() => {
    if (over) void queryClient.invalidateQueries();
  }, [over]);
  if (job?.state === "done") {
    return (
      <Result
        status="success"
        title={t("dispatch.done", { count: job.result?.created ?? 0 })}
        subTitle={job.result?.skipped ? t("dispatch.skipped", { count: job.result.skipped }) : undefined}
        extra={
          <Button type="primary" onClick={onOpen}>
            {t("dispatch.open")}
          </Button>
        }
      />
    );
  }
  if (over) {
    return (
      <Result
        status="warning"
        title={t(job?.state === "failed" ? "dispatch.failed" : "dispatch.stopped")}
        subTitle={job?.error}
        extra={<Button onClick={onOpen}>{t("dispatch.open")}</Button>}
      />
    );
  }
  const part = job?.total ? Math.round(((job.progress ?? 0) / job.total) * 100) : 0;
  return (
    <Space orientation="vertical" style={{ width: "100%", padding: "24px 0" }}>
      <span role="status">{t("dispatch.running", { done: job?.progress ?? 0, total: job?.total ?? 0 })}</span>
      <Progress percent={part} />
      <Button loading={stopping} onClick={stop}>
        {t("dispatch.stop")}
      </Button>
    </Space>
  );
}
