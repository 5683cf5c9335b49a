import { BarChartOutlined, DownloadOutlined, PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import { Link } from "react-router-dom";
import { download } from "../../api/download.ts";
import type { ListColumn, ListMeta, ListRequest } from "../../api/list-types.ts";
import { t } from "../../i18n/index.ts";
import { ColumnChoice } from "./ColumnChoice.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import type { ListState } from "./list-url.ts";
import { SavedFilters } from "./SavedFilters.tsx";

interface Props {
  view: string;
  meta: ListMeta;
  request: ListRequest;
  shown: ListColumn[];
  onColumns: (fields: string[] | undefined) => void;
  onApply: (state: Partial<ListState>) => void;
}

function ExportButton({ view, meta, request }: Props) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const { offset: _offset, limit: _limit, count: _count, ...question } = request;
    await download(`/lists/${view}/export`, question, `${meta.title}.xlsx`)
      .then(() => message.success(t("list.exported")))
      .catch((error: Error) => message.error(error.message))
      .finally(() => setBusy(false));
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={run}>
      {t(busy ? "list.exporting" : "list.export")}
    </Button>
  );
}

function ImportButton({ recordType, title }: { recordType: string; title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => setOpen(true)}>
        {title}
      </Button>
      {open && <ImportDialog recordType={recordType} title={title} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The analysis of the rows that the list's conditions leave. */
function analysisHref(view: string, { filters, search, tile }: ListRequest): string {
  const asked = { ...(filters && { filters }), ...(search && { search }), ...(tile && { tile }) };
  return `/lists/${view}/analysis?${new URLSearchParams({ q: JSON.stringify(asked) })}`;
}

/** What can be done with a list as a whole. */
export function ListActions(props: Props) {
  const { view, meta, request, shown, onColumns, onApply } = props;
  return (
    <>
      <SavedFilters view={view} request={request} onApply={onApply} />
      <ColumnChoice columns={meta.columns} shown={shown} onChoose={onColumns} />
      <Link to={analysisHref(view, request)} tabIndex={-1}>
        <Button icon={<BarChartOutlined />}>{t("list.analyse")}</Button>
      </Link>
      {meta.abilities.canExport !== false && <ExportButton {...props} />}
      {meta.abilities.canImport && (
        <ImportButton recordType={meta.recordType} title={meta.importTitle ?? t("import.title")} />
      )}
      {meta.abilities.canCreate && (
        <Link to={`/new/${meta.recordType}`} tabIndex={-1}>
          <Button type="primary" icon={<PlusOutlined />}>
            {t("list.create")}
          </Button>
        </Link>
      )}
    </>
  );
}
