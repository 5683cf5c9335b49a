import { App, Button, Progress, Tag } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router-dom";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { CompletenessTable } from "./CompletenessTable.tsx";
import "./dispatch.css";
import {
  type CampaignView,
  isOver,
  type Shown,
  useCampaign,
  useCancelCampaign,
  useJob,
  useRemind,
} from "./use-campaigns.ts";

/** One campaign: who has reported for which period, and reminding those who have not. */
export default function CampaignPage() {
  const { id = "" } = useParams();
  const [look, setLook] = useState({ q: "", show: "all" as Shown, page: 1 });
  const campaign = useCampaign(id, look);
  return (
    <QueryState query={campaign}>
      {(data) => (
        <>
          <Heading campaign={data} />
          <CompletenessTable campaign={data} look={look} loading={campaign.isFetching} onLook={setLook} />
        </>
      )}
    </QueryState>
  );
}

function Heading({ campaign }: { campaign: CampaignView }) {
  const job = useJob(campaign.jobId ?? undefined).data;
  const { due, submitted, completed, overdue } = campaign.total;
  return (
    <>
      <PageHeader
        back
        title={campaign.title}
        tags={campaign.cancelledAt ? <Tag color="red">{t("dispatch.cancelled")}</Tag> : undefined}
        lead={t("dispatch.by", { name: campaign.createdBy, at: dateTime(campaign.createdAt) })}
        actions={<CampaignActions campaign={campaign} />}
      />
      {job && !isOver(job) && (
        <p role="status">{t("dispatch.running", { done: job.progress ?? 0, total: job.total ?? 0 })}</p>
      )}
      <div className="dispatch-figures">
        <Figure title={t("dispatch.figure.due")} value={due} />
        <Figure title={t("dispatch.figure.submitted")} value={submitted} />
        <Figure title={t("dispatch.figure.completed")} value={completed} />
        <Figure title={t("dispatch.figure.overdue")} value={overdue} danger={overdue > 0} />
        <Progress
          type="circle"
          size={64}
          percent={due === 0 ? 0 : Math.round((submitted / due) * 100)}
          aria-label={t("dispatch.figure.share")}
        />
      </div>
    </>
  );
}

function Figure({ title, value, danger }: { title: string; value: number; danger?: boolean }) {
  return (
    <div className="dispatch-figure">
      <span>{title}</span>
      <strong className={danger ? "danger" : undefined}>{value.toLocaleString("zh-CN")}</strong>
    </div>
  );
}

function CampaignActions({ campaign }: { campaign: CampaignView }) {
  const { message, modal } = App.useApp();
  const remind = useRemind(campaign.id);
  const cancel = useCancelCampaign(campaign.id);
  const source = campaign.sourceRecordId && (
    <Link to={`/records/${campaign.sourceRecordId}`} tabIndex={-1}>
      <Button>{t("dispatch.source")}</Button>
    </Link>
  );
  if (!campaign.abilities.canManage || campaign.cancelledAt) return source || null;
  const remindAll = () =>
    remind.mutate(undefined, {
      onSuccess: ({ reminded }) => void message.success(t("dispatch.reminded", { count: reminded })),
      onError: (error) => void message.info(error.message),
    });
  const askCancel = () =>
    modal.confirm({
      title: t("dispatch.cancelTitle"),
      content: t("dispatch.cancelHint"),
      okButtonProps: { danger: true },
      okText: t("dispatch.cancel"),
      onOk: () => cancel.mutateAsync().catch((error: Error) => void message.error(error.message)),
    });
  return (
    <>
      {source}
      <Button danger onClick={askCancel}>
        {t("dispatch.cancel")}
      </Button>
      <Button type="primary" loading={remind.isPending} onClick={remindAll}>
        {t("dispatch.remind")}
      </Button>
    </>
  );
}
