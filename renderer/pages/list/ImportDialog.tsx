import { Alert, Button, Modal, Progress, Radio, Space, Table, Upload } from "antd";
import { useEffect, useState } from "react";
import { api, apiUrl } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { t } from "../../i18n/index.ts";
import { isOver, useJob } from "../dispatch/use-campaigns.ts";

interface Problem {
  row: number;
  cell: string;
  title: string;
  message: string;
}

interface Outcome {
  rows: number;
  imported: number;
  wrong: number;
  problems: Problem[];
}

type Mode = "check" | "good" | "all";
const modes: Mode[] = ["check", "all", "good"];

function WrongCells({ problems }: { problems: Problem[] }) {
  return (
    <Table<Problem>
      rowKey={({ row, cell, title, message }) => `${row}${cell}${title}${message}`}
      size="small"
      dataSource={problems}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      columns={[
        { title: t("import.row"), dataIndex: "row", width: 80 },
        { title: t("import.cell"), dataIndex: "cell", width: 100 },
        { title: t("import.field"), dataIndex: "title", width: 160 },
        { title: t("import.message"), dataIndex: "message" },
      ]}
    />
  );
}

/** How far the job is, and what came of each row. */
function Running({ jobId }: { jobId: string }) {
  const { data: job } = useJob(jobId);
  const over = isOver(job);
  useEffect(() => {
    if (over) void queryClient.invalidateQueries();
  }, [over]);
  if (!over) {
    const part = job?.total ? Math.round(((job.progress ?? 0) / job.total) * 100) : 0;
    return <Progress percent={part} status="active" />;
  }
  if (job?.state !== "done") return <Alert type="error" showIcon title={job?.error ?? t("import.failed")} />;
  const { rows, imported, wrong, problems } = job.result as unknown as Outcome;
  return (
    <Space orientation="vertical" style={{ width: "100%" }}>
      <Alert type={wrong > 0 ? "warning" : "success"} showIcon title={t("import.outcome", { rows, imported, wrong })} />
      {problems.length > 0 && <WrongCells problems={problems} />}
    </Space>
  );
}

/** Takes records in from a workbook: template, file, what to do with wrong rows, and what came of each row. */
export function ImportDialog({ recordType, onClose }: { recordType: string; onClose(): void }) {
  const [file, setFile] = useState<File>();
  const [mode, setMode] = useState<Mode>("check");
  const [jobId, setJobId] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [sending, setSending] = useState(false);
  const run = async () => {
    if (!file) return setFailure(t("import.noFile"));
    setFailure(undefined);
    setJobId(undefined);
    setSending(true);
    const body = new FormData();
    body.append("file", file, file.name);
    await api
      .post<{ jobId: string }>(`/imports/${recordType}?mode=${mode}`, body)
      .then((sent) => setJobId(sent.jobId))
      .catch((error: Error) => setFailure(error.message))
      .finally(() => setSending(false));
  };
  return (
    <Modal
      open
      width={760}
      title={t("import.title")}
      okText={t("import.run")}
      confirmLoading={sending}
      onOk={run}
      onCancel={onClose}
    >
      <Space orientation="vertical" size="middle" style={{ width: "100%" }}>
        <a href={apiUrl(`/imports/${recordType}/template`)}>{t("import.template")}</a>
        <Upload
          accept=".xlsx"
          maxCount={1}
          beforeUpload={(chosen) => {
            setFile(chosen);
            return false;
          }}
          onRemove={() => setFile(undefined)}
        >
          <Button>{t("import.choose")}</Button>
        </Upload>
        <Radio.Group
          value={mode}
          onChange={(event) => setMode(event.target.value)}
          options={modes.map((value) => ({ value, label: t(`import.${value}`) }))}
        />
        {failure && <Alert type="error" showIcon title={failure} />}
        {jobId && <Running key={jobId} jobId={jobId} />}
      </Space>
    </Modal>
  );
}
