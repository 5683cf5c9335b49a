import { Alert, Button, Card, Tabs, type TabsProps } from "antd";
import { useEffect } from "react";
import { useParams, useSearchParams } from "react-router-dom";
import { markCopyRead } from "../../api/hooks/operations.ts";
import { useRecord, useRecordForm } from "../../api/hooks/records.ts";
import type { RecordTypeView, RecordView } from "../../api/types.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { ReturnNotice } from "../../components/ReturnNotice.tsx";
import { StatusTag } from "../../components/StatusTag.tsx";
import { Warnings } from "../../components/Warnings.tsx";
import { t } from "../../i18n/index.ts";
import { CommentsTab } from "../task/CommentsTab.tsx";
import { ChildrenTab } from "./ChildrenTab.tsx";
import { ContentTab } from "./ContentTab.tsx";
import { FlowTab } from "./FlowTab.tsx";
import { HistoryTab } from "./HistoryTab.tsx";
import { RecordActions } from "./RecordActions.tsx";
import { RecordFacts } from "./RecordFacts.tsx";
import { ReferrersTab } from "./ReferrersTab.tsx";
import { RevisionsTab } from "./RevisionsTab.tsx";
import { UploadsTab } from "./UploadsTab.tsx";

/** One record: what it says, where it stands, what happened to it. */
export default function RecordPage() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const copy = params.get("copy");
  useEffect(() => {
    // A receipt that does not arrive must not keep anybody from reading.
    if (copy) markCopyRead(copy).catch(() => undefined);
  }, [copy]);
  const record = useRecord(id, params.get("revision") === "inForce" ? "inForce" : "latest");
  return <QueryState query={record}>{(data) => <Loaded key={id} record={data} />}</QueryState>;
}

function Loaded({ record }: { record: RecordView }) {
  const type = useRecordForm(record);
  return <QueryState query={type}>{(data) => <Record record={record} type={data} />}</QueryState>;
}

function tabsOf(record: RecordView, type: RecordTypeView): TabsProps["items"] {
  const { id } = record;
  const children = (type.children ?? []).map((child) => ({
    key: child.recordType,
    label: child.title ?? child.recordType,
    children: <ChildrenTab record={record} child={child} />,
  }));
  const flow = { key: "flow", label: t("record.tab.flow"), children: <FlowTab record={record} /> };
  return [
    { key: "content", label: t("record.tab.content"), children: <ContentTab record={record} type={type} /> },
    ...children,
    ...(record.instanceId ? [flow] : []),
    { key: "history", label: t("record.tab.history"), children: <HistoryTab id={id} /> },
    { key: "comments", label: t("comments.tab"), children: <CommentsTab recordId={id} /> },
    { key: "uploads", label: t("record.tab.uploads"), children: <UploadsTab id={id} /> },
    { key: "revisions", label: t("record.tab.revisions"), children: <RevisionsTab id={id} /> },
    { key: "referrers", label: t("record.tab.referrers"), children: <ReferrersTab id={id} /> },
  ];
}

function Record({ record, type }: { record: RecordView; type: RecordTypeView }) {
  const [params, setParams] = useSearchParams();
  const choose = (tab: string) => {
    params.set("tab", tab);
    setParams(params, { replace: true });
  };
  const official = params.get("revision") === "inForce";
  const back = () => setParams({}, { replace: true });
  return (
    <>
      <PageHeader
        back
        title={record.title || t("record.untitled")}
        tags={<StatusTag status={record.status} text={record.statusText} />}
        lead={type.title}
        actions={<RecordActions record={record} type={type} />}
      />
      {official && (
        <Alert
          className="section"
          type="info"
          showIcon
          title={t("record.viewingInForce", { number: record.revision.number })}
          action={<Button onClick={back}>{t("record.showLatest")}</Button>}
        />
      )}
      {record.keeperGone && (
        <Alert
          className="section"
          type="warning"
          showIcon
          title={t("record.keeperGone", { name: record.createdBy.name })}
          description={t("record.keeperGoneHint")}
        />
      )}
      <ReturnNotice record={record} />
      <Warnings warnings={record.warnings} />
      <RecordFacts record={record} />
      <Card className="section section-tabs">
        <Tabs
          activeKey={params.get("tab") ?? "content"}
          onChange={choose}
          destroyOnHidden
          items={tabsOf(record, type)}
        />
      </Card>
    </>
  );
}
