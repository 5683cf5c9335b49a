import { Button, Progress, Space } from "antd";
import { useState } from "react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { t } from "../i18n/index.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";

/** As much of a job as its progress is told by. */
export interface RunningJob {
  progress?: number | null;
  total?: number | null;
  canCancel?: boolean;
}

interface Props {
  id: string;
  job: RunningJob | undefined;
  /** How far it is, in words. */
  text: (done: number, total: number) => string;
}

/** How far long work is, with a way to stop it; what was done until then stays. */
export function JobProgress({ id, job, text }: Props) {
  const [failure, setFailure] = useState<Error>();
  const [stopping, setStopping] = useState(false);
  const stop = async () => {
    setFailure(undefined);
    setStopping(true);
    await api
      .post(`/jobs/${id}/cancel`, {})
      .then(() => queryClient.invalidateQueries({ queryKey: ["job", id] }))
      .catch(setFailure)
      .finally(() => setStopping(false));
  };
  const [done, total] = [job?.progress ?? 0, job?.total ?? 0];
  return (
    <Space orientation="vertical" style={{ width: "100%" }}>
      <span role="status">{total > 0 ? text(done, total) : t("job.waiting")}</span>
      <Progress percent={total > 0 ? Math.round((done / total) * 100) : 0} status="active" />
      {failure && <ErrorNotice error={failure} onRetry={stop} />}
      <Button loading={stopping} disabled={job?.canCancel === false} onClick={stop}>
        {t("job.stop")}
      </Button>
    </Space>
  );
}
