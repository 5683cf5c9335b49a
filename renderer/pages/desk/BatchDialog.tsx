import { Alert, Form, Input, Modal, Progress } from "antd";
import { type Batch, type BatchResult, useBatch, useBatchJob } from "../../api/hooks/batch.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  ids: string[];
  /** Undefined while closed. */
  action: Batch["action"] | undefined;
  onClose: (done: boolean) => void;
}

function Outcome({ result }: { result: BatchResult }) {
  const refused = result.rows.filter(({ ok }) => !ok);
  return (
    <>
      <Alert
        type={refused.length > 0 ? "warning" : "success"}
        showIcon
        title={t("batch.result", { done: result.done, failed: result.failed })}
      />
      <ul className="batch-refused">
        {refused.map(({ id, title, detail }) => (
          <li key={id}>
            <strong>{title || t("record.untitled")}</strong>
            <span className="secondary">{detail}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Running({ jobId }: { jobId: string }) {
  const { data: job } = useBatchJob(jobId);
  if (job?.state === "done" && job.result) return <Outcome result={job.result} />;
  if (job?.error && job.state === "failed") return <Alert type="error" showIcon title={job.error} />;
  return (
    <>
      <p role="status">{t("batch.running")}</p>
      <Progress percent={job?.percent ?? 0} aria-label={t("batch.running")} />
    </>
  );
}

/** Approves or returns the chosen tasks, and tells row by row what came of it. */
export function BatchDialog({ ids, action = "approve", onClose, open }: Props & { open: boolean }) {
  const [form] = Form.useForm<{ opinion?: string }>();
  const batch = useBatch();
  const answer = batch.data;
  const label = t(`batch.${action}`);
  const send = ({ opinion }: { opinion?: string }) => {
    const words = opinion?.trim();
    batch.mutate({ ids, action, ...(words && { opinion: words }) });
  };
  const required = { required: true, whitespace: true, message: t("operation.return.opinionRequired") };
  return (
    <Modal
      open={open}
      title={t("batch.title", { label, count: ids.length })}
      okText={answer ? t("batch.close") : t("operation.confirm", { label })}
      cancelButtonProps={{ style: { display: answer ? "none" : undefined } }}
      okButtonProps={{ danger: action === "return" && !answer }}
      confirmLoading={batch.isPending}
      onOk={() => (answer ? onClose(true) : form.submit())}
      onCancel={() => onClose(answer !== undefined)}
      afterClose={batch.reset}
      destroyOnHidden
    >
      {batch.error && <Alert type="error" showIcon title={batch.error.message} className="dialog-alert" />}
      {answer && ("jobId" in answer ? <Running jobId={answer.jobId} /> : <Outcome result={answer} />)}
      {!answer && (
        <Form form={form} layout="vertical" preserve={false} onFinish={send}>
          <Form.Item name="opinion" label={t("taskPage.opinion")} rules={action === "return" ? [required] : []}>
            <Input.TextArea rows={3} maxLength={1000} showCount autoFocus />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
