import { Table, type TableColumnsType, Tag } from "antd";
import { useUploads } from "../../api/hooks/records.ts";
import type { UploadEvent } from "../../api/types.ts";
import { attachmentUrl } from "../../api/upload.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime, fileSize } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

const columns: TableColumnsType<UploadEvent> = [
  {
    title: t("record.uploads.file"),
    key: "file",
    ellipsis: true,
    render: (_, { attachment }) => (
      <a href={`${attachmentUrl(attachment.id)}?download=1`} download={attachment.name}>
        {attachment.name}
      </a>
    ),
  },
  {
    title: t("record.uploads.size"),
    key: "size",
    width: 110,
    render: (_, { attachment }) => fileSize(attachment.size),
  },
  {
    title: t("record.uploads.action"),
    key: "kind",
    width: 100,
    render: (_, { kind, kindText }) => (
      <Tag className={`tone tone-${kind === "removed" ? "muted" : "info"}`}>
        {kindText ?? t(kind === "removed" ? "record.uploads.removed" : "record.uploads.uploaded")}
      </Tag>
    ),
  },
  { title: t("record.uploads.who"), key: "who", width: 160, render: (_, { account }) => account?.name },
  {
    title: t("record.uploads.when"),
    key: "at",
    width: 160,
    render: (_, { at }) => <span className="figures">{dateTime(at)}</span>,
  },
];

/** The 上传记录: every file that came or went. */
export function UploadsTab({ id }: { id: string }) {
  const uploads = useUploads(id);
  return (
    <QueryState query={uploads}>
      {(events) => (
        <Table
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={events}
          pagination={false}
          locale={{ emptyText: <EmptyHint text={t("record.uploads.empty")} /> }}
        />
      )}
    </QueryState>
  );
}
