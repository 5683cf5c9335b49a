import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import { Alert, Button, Modal, Radio, Space, Table, Upload } from "antd";
import { useEffect, useState } from "react";
import { api, apiUrl } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { JobProgress } from "../../components/JobProgress.tsx";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
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

function Result({ mode, outcome }: { mode: Mode; outcome: Outcome }) {
  const { rows, imported, wrong, problems } = outcome;
  const title =
    mode === "check"
      ? t(wrong > 0 ? "import.checkedWrong" : "import.checkedGood", { rows, wrong })
      : t("import.outcome", { rows, imported, wrong });
  return (
    <>
      <Alert
        type={wrong > 0 ? "warning" : "success"}
        showIcon
        title={title}
        description={imported > 0 && wrong > 0 ? t("import.outcomeHint") : undefined}
      />
      {problems.length > 0 && <WrongCells problems={problems} />}
    </>
  );
}

interface RunProps {
  jobId: string;
  mode: Mode;
  onRetry(): void;
  /** @param taken whether rows of the file were taken in */
  onOver(taken: boolean): void;
}

/** How far the job is, and what came of each row; a way to stop it, and to try again. */
function Run({ jobId, mode, onRetry, onOver }: RunProps) {
  const followed = useJob(jobId);
  const job = followed.data;
  const over = isOver(job);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has ended
  useEffect(() => {
    if (!over) return;
    onOver(((job?.result as unknown as Outcome | null)?.imported ?? 0) > 0);
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "job" });
  }, [over]);
  if (followed.error) return <ErrorNotice error={followed.error} onRetry={() => followed.refetch()} />;
  if (!over) return <JobProgress id={jobId} job={job} text={(done, total) => t("import.running", { done, total })} />;
  const outcome = job?.result as unknown as Outcome | null;
  const again = (
    <Button size="small" onClick={onRetry}>
      {t("import.again")}
    </Button>
  );
  return (
    <Space orientation="vertical" style={{ width: "100%" }}>
      {job?.state === "failed" && (
        <Alert type="error" showIcon title={t("import.failed")} description={job.error} action={again} />
      )}
      {job?.state === "cancelled" && <Alert type="warning" showIcon title={t("import.stopped")} action={again} />}
      {job?.state === "done" && outcome && <Result mode={mode} outcome={outcome} />}
    </Space>
  );
}

interface FileProps {
  recordType: string;
  file: File | undefined;
  busy: boolean;
  onChoose(file: File): void;
}

/** The template to fill, and the workbook that was filled. */
function FileChoice({ recordType, file, busy, onChoose }: FileProps) {
  return (
    <Space>
      <Button icon={<DownloadOutlined />} href={apiUrl(`/imports/${recordType}/template`)}>
        {t("import.template")}
      </Button>
      <Upload
        accept=".xlsx"
        maxCount={1}
        disabled={busy}
        showUploadList={false}
        beforeUpload={(chosen) => {
          onChoose(chosen);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} disabled={busy}>
          {t("import.choose")}
        </Button>
      </Upload>
      <span>{file?.name}</span>
    </Space>
  );
}

function ModeChoice({ mode, busy, onChange }: { mode: Mode; busy: boolean; onChange(next: Mode): void }) {
  return (
    <Radio.Group
      value={mode}
      disabled={busy}
      onChange={(event) => onChange(event.target.value)}
      options={modes.map((value) => ({ value, label: t(`import.${value}`) }))}
    />
  );
}

interface Props {
  recordType: string;
  title: string;
  onClose(): void;
}

/** Takes records in from a workbook: template, file, what to do with wrong rows, and what came of each row. */
export function ImportDialog({ recordType, title, onClose }: Props) {
  useDialogFocus();
  const [file, setFile] = useState<File>();
  const [mode, setMode] = useState<Mode>("check");
  const [sent, setSent] = useState<{ jobId: string; mode: Mode }>();
  const [failure, setFailure] = useState<Error>();
  const [busy, setBusy] = useState(false);
  // The same file once more would make every row it holds twice.
  const [taken, setTaken] = useState(false);
  const run = async () => {
    if (!file) return setFailure(new Error(t("import.noFile")));
    setFailure(undefined);
    setSent(undefined);
    setBusy(true);
    const body = new FormData();
    body.append("file", file, file.name);
    await api
      .post<{ jobId: string }>(`/imports/${recordType}?mode=${mode}`, body)
      .then(({ jobId }) => setSent({ jobId, mode }))
      .catch((error: Error) => {
        setFailure(error);
        setBusy(false);
      });
  };
  const over = (some: boolean) => {
    setBusy(false);
    setTaken(some);
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    setTaken(false);
    setFailure(undefined);
    setSent(undefined);
  };
  return (
    <Modal
      open
      width={760}
      title={title}
      okText={t(mode === "check" ? "import.runCheck" : "import.run")}
      cancelText={t("action.close")}
      confirmLoading={busy}
      okButtonProps={{ disabled: taken }}
      onOk={run}
      onCancel={onClose}
    >
      <Space orientation="vertical" size="middle" style={{ width: "100%" }}>
        <p className="secondary">{t("import.hint")}</p>
        <FileChoice recordType={recordType} file={file} busy={busy} onChoose={choose} />
        <ModeChoice mode={mode} busy={busy} onChange={setMode} />
        {failure && <Alert type="error" showIcon title={failure.message} />}
        {sent && <Run key={sent.jobId} {...sent} onRetry={run} onOver={over} />}
      </Space>
    </Modal>
  );
}
