import { Alert, App, Button, DatePicker, Drawer, Input, Progress, Table, Tag } from "antd";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { t } from "../../i18n/index.ts";
import { isOver, useJob } from "../dispatch/use-campaigns.ts";
import { readSuccessors, writeSuccessors } from "./successors.ts";
import {
  type ChangeKind,
  type DivisionChange,
  type DivisionImport,
  type DivisionPreview,
  useAdjustImport,
  useDivisionImport,
  useSettleImport,
} from "./use-divisions.ts";

const colors: Record<ChangeKind, string> = {
  ...{ added: "green", renamed: "blue", moved: "purple", merged: "orange", split: "gold", retired: "red" },
};

/** One import: what it would do, what has to be said about it, and how far it is. */
export function DivisionImportDrawer({ id, onClose }: { id: string; onClose(): void }) {
  useDialogFocus();
  const found = useDivisionImport(id);
  return (
    <Drawer open size={960} title={found.data?.fileName ?? t("divisions.title")} onClose={onClose}>
      <QueryState query={found}>
        {(data) => (data.state === "draft" ? <Draft given={data} onClose={onClose} /> : <Settled given={data} />)}
      </QueryState>
    </Drawer>
  );
}

function Draft({ given, onClose }: { given: DivisionImport; onClose(): void }) {
  const { modal, message } = App.useApp();
  const [day, setDay] = useState(given.effectiveOn);
  const [text, setText] = useState(writeSuccessors(given.successors));
  const adjust = useAdjustImport(given.id);
  const settle = useSettleImport(given.id);
  const { successors, wrong } = readSuccessors(text);
  const preview = adjust.data?.preview ?? given.preview;
  const isCurrent = day === given.effectiveOn && writeSuccessors(successors) === writeSuccessors(given.successors);
  const failed = (error: Error) => void message.error(error.message);
  const confirm = () =>
    modal.confirm({
      title: t("divisions.confirm"),
      content: t("divisions.confirmHint", { day }),
      onOk: () => settle.mutateAsync("confirm").then(() => void message.success(t("divisions.confirmed")), failed),
    });
  return (
    <>
      <p>{t("divisions.effectiveHint")}</p>
      <DatePicker
        aria-label={t("divisions.effectiveOn")}
        value={dayjs(day)}
        allowClear={false}
        onChange={(value) => value && setDay(value.format("YYYY-MM-DD"))}
      />
      <p>{t("divisions.successorHint")}</p>
      <Input.TextArea
        aria-label={t("divisions.successors")}
        rows={4}
        value={text}
        status={wrong.length > 0 ? "error" : ""}
        onChange={(event) => setText(event.target.value)}
      />
      {wrong.length > 0 && <p role="alert">{t("divisions.successorWrong", { lines: wrong.join("、") })}</p>}
      <div className="admin-bar">
        <Button
          loading={adjust.isPending}
          disabled={wrong.length > 0}
          onClick={() => adjust.mutate({ effectiveOn: day, successors }, { onError: failed })}
        >
          {t("divisions.preview")}
        </Button>
        <Button type="primary" disabled={!isCurrent || !preview || preview.problems.length > 0} onClick={confirm}>
          {t("divisions.confirm")}
        </Button>
        <Button danger onClick={() => settle.mutate("discard", { onSuccess: onClose, onError: failed })}>
          {t("divisions.discard")}
        </Button>
      </div>
      {preview && <Preview preview={preview} />}
    </>
  );
}

function Preview({ preview }: { preview: DivisionPreview }) {
  const { counts, changes, problems, unexplained, accounts } = preview;
  return (
    <>
      {problems.map((problem) => (
        <Alert key={problem} className="section" type="error" showIcon title={problem} />
      ))}
      {unexplained > 0 && (
        <Alert className="section" type="warning" showIcon title={t("divisions.unexplained", { count: unexplained })} />
      )}
      {accounts > 0 && (
        <Alert className="section" type="warning" showIcon title={t("divisions.accounts", { count: accounts })} />
      )}
      <p>
        {(Object.keys(counts) as ChangeKind[]).map((kind) => (
          <Tag key={kind} color={counts[kind] > 0 ? colors[kind] : "default"}>
            {`${t(`divisions.kind.${kind}`)} ${counts[kind]}`}
          </Tag>
        ))}
      </p>
      <Table<DivisionChange>
        rowKey={({ kind, code, successor }) => `${kind} ${code} ${successor ?? ""}`}
        size="small"
        dataSource={changes}
        locale={{ emptyText: t("divisions.same") }}
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t("divisions.kind"),
            dataIndex: "kind",
            width: 90,
            render: (kind: ChangeKind) => <Tag color={colors[kind]}>{t(`divisions.kind.${kind}`)}</Tag>,
          },
          { title: t("divisions.code"), dataIndex: "code", width: 140 },
          { title: t("divisions.name"), render: (_, { name, oldName }) => oldName ?? name },
          { title: t("divisions.becomes"), render: (_, one) => becomes(one) },
        ]}
      />
    </>
  );
}

function becomes({ kind, name, newName, successor }: DivisionChange): string {
  if (successor) return `${newName ?? ""}（${successor}）`;
  return kind === "renamed" ? (newName ?? name) : "";
}

function Settled({ given }: { given: DivisionImport }) {
  const { message } = App.useApp();
  const followed = useJob(given.jobId ?? undefined);
  const job = followed.data;
  const settle = useSettleImport(given.id);
  const over = isOver(job);
  useEffect(() => {
    if (over) void queryClient.invalidateQueries({ queryKey: ["division-imports"] });
  }, [over]);
  const part = job?.total ? Math.round(((job.progress ?? 0) / job.total) * 100) : 0;
  if (given.state === "discarded") return <Alert type="info" showIcon title={t("divisions.state.discarded")} />;
  if (followed.error) return <ErrorNotice error={followed.error} onRetry={() => followed.refetch()} />;
  if (job?.state === "failed")
    return <Alert type="error" showIcon title={t("divisions.failed")} description={job.error} />;
  if (job?.state === "cancelled") return <Alert type="warning" showIcon title={t("divisions.failed")} />;
  if (job?.state === "done") {
    const { records } = (job.result ?? {}) as { records?: Record<"created" | "aligned" | "retired", number> };
    const told = records && t("divisions.followed", records);
    return <Alert type="success" showIcon title={t("divisions.done")} description={told} />;
  }
  return (
    <>
      <p role="status">{t("divisions.waiting", { day: given.effectiveOn })}</p>
      <Progress percent={part} />
      {job?.state === "ready" && given.state === "scheduled" && (
        <Button
          danger
          loading={settle.isPending}
          onClick={() => settle.mutate("discard", { onError: (error) => void message.error(error.message) })}
        >
          {t("divisions.discard")}
        </Button>
      )}
    </>
  );
}
