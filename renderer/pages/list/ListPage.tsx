import { Card } from "antd";
import { useParams } from "react-router-dom";
import { useListMeta, useListRows } from "../../api/hooks/lists.ts";
import type { ListMeta } from "../../api/list-types.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { FilterBar } from "./FilterBar.tsx";
import { ListActions } from "./ListActions.tsx";
import { ListTable } from "./ListTable.tsx";
import { TotalCount } from "./TotalCount.tsx";
import { useColumns } from "./use-columns.ts";
import { useListState } from "./use-list-state.ts";

/** A list view of a package. */
export function ListPage() {
  const params = useParams();
  const view = `${params.package}/${params.view}`;
  const meta = useListMeta(view);
  return <QueryState query={meta}>{(data) => <List key={view} view={view} meta={data} />}</QueryState>;
}

function List({ view, meta }: { view: string; meta: ListMeta }) {
  const { state, request, limit, narrowed, change } = useListState(meta);
  const { shown, choose } = useColumns(view, meta);
  const asked = { ...request, columns: shown.map((column) => column.field) };
  const rows = useListRows(view, asked, true);
  const total = rows.data?.total ?? { count: 0 };
  const emptyKey = narrowed ? "list.emptyFiltered" : meta.abilities.canCreate ? "list.emptyCreate" : "list.empty";
  return (
    <>
      <PageHeader
        title={meta.title}
        actions={
          <ListActions view={view} meta={meta} request={asked} shown={shown} onColumns={choose} onApply={change} />
        }
      />
      <FilterBar meta={meta} state={state} narrowed={narrowed} onChange={change} />
      {rows.error && <ErrorNotice error={rows.error} onRetry={() => rows.refetch()} />}
      <Card className="section section-table">
        <ListTable
          columns={shown}
          result={rows.data}
          loading={rows.isFetching && (rows.isPlaceholderData || !rows.data)}
          sort={state.sort.length > 0 ? state.sort : (meta.sort ?? [])}
          empty={<EmptyHint text={t(emptyKey)} />}
          onSort={(sort) => change({ sort })}
          pagination={{
            current: state.page,
            pageSize: limit,
            total: total.count,
            showSizeChanger: true,
            pageSizeOptions: [10, 20, 50, 100],
            showTotal: () => <TotalCount view={view} request={asked} total={total} />,
            onChange: (page, size) => change({ page: size === limit ? page : 1, size }),
          }}
        />
      </Card>
    </>
  );
}
