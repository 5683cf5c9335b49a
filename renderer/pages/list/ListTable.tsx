import { Table, type TableColumnsType, type TableProps } from "antd";
import { useEffect, useRef } from "react";
import { Link, useNavigate } from "react-router-dom";
import type { ListColumn, ListResult, ListRow, ListSort } from "../../api/list-types.ts";
import { clickableRow } from "../../components/clickable-row.ts";
import { t } from "../../i18n/index.ts";
import { alignOf } from "./cell-text.ts";
import { ListCell } from "./ListCell.tsx";

interface Props {
  columns: ListColumn[];
  result?: ListResult;
  loading: boolean;
  sort: ListSort[];
  /** Shown in place of rows. */
  empty: React.ReactNode;
  pagination: TableProps<ListRow>["pagination"];
  onSort: (sort: ListSort[]) => void;
}

/** The record behind a row; an obligation that nobody has filled yet has none. */
function rowPath(row: ListRow): string | undefined {
  const record = "$record" in row ? row.$record : row.id;
  return record ? `/records/${record}` : undefined;
}

/** Pixels; a moment is never cut off. */
function widthOf({ width, kind }: ListColumn, at: number): number {
  if (kind === "timestamp") return Math.max(width ?? 0, 160);
  return width ?? (at === 0 ? 280 : 150);
}

const antdOrder = { asc: "ascend", desc: "descend" } as const;

function tableColumns({ columns, result, sort }: Props): TableColumnsType<ListRow> {
  return columns.map((column, at) => ({
    key: column.field,
    dataIndex: column.field,
    title: column.unit ? `${column.title}（${column.unit}）` : column.title,
    width: widthOf(column, at),
    align: alignOf(column),
    ellipsis: { showTitle: false },
    sorter: { multiple: columns.length - at },
    sortOrder: antdOrder[sort.find(({ field }) => field === column.field)?.order ?? ("none" as "asc")] ?? null,
    render: (value: unknown, row: ListRow) => {
      const path = rowPath(row);
      const cell = <ListCell column={column} value={value} status={row.$status} labels={result?.labels} />;
      if (at > 0 || !path) return cell;
      return <Link to={path}>{value === null || value === "" ? t("list.untitled") : cell}</Link>;
    },
  }));
}

function readSorters(sorter: Parameters<NonNullable<TableProps<ListRow>["onChange"]>>[2]): ListSort[] {
  return [sorter].flat().flatMap(({ columnKey, order }) => {
    if (!order) return [];
    return [{ field: String(columnKey), order: order === "descend" ? ("desc" as const) : ("asc" as const) }];
  });
}

/** A table without rows has nothing to tab to; its columns must be reached by keyboard nevertheless. */
function useScrollableByKeyboard(empty: boolean) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const body = place.current?.querySelector(".ant-table-body, .ant-table-content");
    if (empty) body?.setAttribute("tabindex", "0");
    else body?.removeAttribute("tabindex");
  }, [empty]);
  return place;
}

/** The rows of a list; a row opens its record. */
export function ListTable(props: Props) {
  const { columns, result, loading, empty, pagination, onSort } = props;
  const navigate = useNavigate();
  const width = columns.reduce((sum, column, at) => sum + widthOf(column, at), 0);
  const place = useScrollableByKeyboard((result?.rows.length ?? 0) === 0);
  return (
    <div ref={place}>
      <Table<ListRow>
        rowKey="id"
        size="middle"
        sticky={{ offsetHeader: 52 }}
        loading={loading}
        columns={tableColumns(props)}
        dataSource={result?.rows}
        scroll={{ x: width }}
        locale={{ emptyText: result ? empty : " " }}
        pagination={pagination}
        onChange={(_pages, _filters, sorter, { action }) => action === "sort" && onSort(readSorters(sorter))}
        onRow={(row) => {
          const path = rowPath(row);
          return path ? clickableRow(() => navigate(path)) : {};
        }}
      />
    </div>
  );
}
