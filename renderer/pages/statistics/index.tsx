import { App, Button, Segmented, Select, Spin } from "antd";
import { lazy, Suspense, useState } from "react";
import { useParams, useSearchParams } from "react-router-dom";
import type { PivotCell, StatisticsRequest } from "../../../engine/view/index.ts";
import { download } from "../../api/download.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { drillTargets } from "./drill-address.ts";
import { PivotView } from "./PivotView.tsx";
import { StatisticsFilters } from "./StatisticsFilters.tsx";
import "./statistics.css";
import { type StatisticsMeta, useStatistics, useStatisticsMeta } from "./use-statistics.ts";

const Chart = lazy(() => import("./Chart.tsx").then((module) => ({ default: module.Chart })));

/** A statistics view: choose what stands down and across, filter, read, open the rows behind a number, export. */
export default function StatisticsPage({ ofList = false }: { ofList?: boolean }) {
  const { package: pack = "", view: key = "" } = useParams();
  const path = ofList ? `/lists/${pack}/${key}/analysis` : `/statistics/${pack}/${key}`;
  const meta = useStatisticsMeta(path);
  return (
    <QueryState query={meta}>{(data) => <Statistics key={path} path={path} meta={{ ...data, ofList }} />}</QueryState>
  );
}

/** The charts a view declares; of a list the shape of what is chosen. */
function chartsOf(meta: StatisticsMeta, { rows = [] }: StatisticsRequest): StatisticsMeta["charts"] {
  const [dimension] = rows;
  if (!meta.ofList || dimension === undefined) return meta.charts;
  return meta.measures.slice(0, 2).flatMap(({ key }) => [
    { kind: "bar" as const, measure: key, dimension },
    { kind: "pie" as const, measure: key, dimension },
  ]);
}

function Statistics({ path, meta }: { path: string; meta: StatisticsMeta }) {
  const [request, setRequest] = useRequest(meta);
  const answer = useStatistics(path, request);
  const [shown, setShown] = useState<"table" | "charts">("table");
  const drillTo = (cell: PivotCell) => drillTargets(meta, cell, request);
  return (
    <>
      <PageHeader title={meta.title} actions={<ExportButton path={path} meta={meta} request={request} />} />
      <div className="filter-bar">
        <DimensionChoice meta={meta} request={request} onChange={setRequest} />
        <StatisticsFilters meta={meta} request={request} onChange={setRequest} />
        {chartsOf(meta, request).length > 0 && (
          <Segmented
            value={shown}
            onChange={setShown}
            options={[
              { value: "table", label: t("statistics.table") },
              { value: "charts", label: t("statistics.charts") },
            ]}
          />
        )}
      </div>
      {shown === "charts" ? (
        <Charts path={path} meta={meta} request={request} />
      ) : (
        <QueryState query={answer}>
          {({ table }) =>
            table.rows.length > 0 ? (
              <Spin spinning={answer.isFetching && answer.isPlaceholderData}>
                <PivotView table={table} drillTo={drillTo} />
              </Spin>
            ) : (
              <EmptyHint text={t("statistics.empty")} />
            )
          }
        </QueryState>
      )}
    </>
  );
}

/** The request, kept in the address so that it can be sent to a colleague and survives 后退. */
function useRequest(meta: StatisticsMeta): [StatisticsRequest, (request: StatisticsRequest) => void] {
  const [params, setParams] = useSearchParams();
  const written = params.get("q");
  const fromAddress = written ? (parsed(written) as StatisticsRequest | undefined) : undefined;
  const defaults = Object.fromEntries(
    meta.filters.filter((filter) => filter.default !== undefined).map((filter) => [filter.field, filter.default]),
  ) as StatisticsRequest["filters"];
  const first = { rows: meta.rows, columns: meta.columns, filters: defaults };
  const request = fromAddress ? { ...first, ...fromAddress } : first;
  return [request, (next) => setParams({ q: JSON.stringify(next) }, { replace: true })];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type ChoiceProps = { meta: StatisticsMeta; request: StatisticsRequest; onChange(request: StatisticsRequest): void };

function DimensionChoice({ meta, request, onChange }: ChoiceProps) {
  const options = meta.dimensions.map(({ key, title }) => ({ value: key, label: title }));
  const pick = (side: "rows" | "columns", most: number) => (keys: string[]) => {
    const kept = keys.slice(-most);
    const other = side === "rows" ? "columns" : "rows";
    // A dimension stands on one side only: choosing it here takes it away there.
    const rest = (request[other] ?? []).filter((key) => !kept.includes(key));
    if (side === "rows" && kept.length === 0) return;
    onChange({
      ...request,
      [side]: kept,
      [other]: other === "rows" && rest.length === 0 ? meta.rows.slice(0, 1) : rest,
    });
  };
  return (
    <>
      <div className="filter">
        <label htmlFor="statistics-rows">{t("statistics.rows")}</label>
        <Select
          id="statistics-rows"
          mode="multiple"
          style={{ minWidth: 160 }}
          value={request.rows ?? []}
          options={options}
          onChange={pick("rows", 3)}
        />
      </div>
      <div className="filter">
        <label htmlFor="statistics-columns">{t("statistics.columns")}</label>
        <Select
          id="statistics-columns"
          mode="multiple"
          style={{ minWidth: 160 }}
          value={request.columns ?? []}
          options={options}
          onChange={pick("columns", 2)}
        />
      </div>
    </>
  );
}

function ExportButton({ path, meta, request }: { path: string; meta: StatisticsMeta; request: StatisticsRequest }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  if (!meta.abilities.canExport) return null;
  const run = async () => {
    setBusy(true);
    await download(`${path}/export`, request, `${meta.title}.xlsx`).catch((error: Error) =>
      message.error(error.message),
    );
    setBusy(false);
  };
  return (
    <>
      <Button onClick={() => window.print()}>{t("statistics.print")}</Button>
      <Button type="primary" loading={busy} onClick={run}>
        {t("statistics.export")}
      </Button>
    </>
  );
}

function Charts({ path, meta, request }: { path: string; meta: StatisticsMeta; request: StatisticsRequest }) {
  const { filters, search, tile } = request;
  const asked = { ...(filters && { filters }), ...(search !== undefined && { search }), ...(tile && { tile }) };
  const titleOf = ({ title, measure, dimension }: StatisticsMeta["charts"][number]) => {
    const counted = meta.measures.find(({ key }) => key === measure)?.title ?? meta.title;
    const by = meta.dimensions.find(({ key }) => key === dimension)?.title;
    return title ?? (by ? t("statistics.by", { counted, by }) : counted);
  };
  return (
    <Suspense fallback={<Spin />}>
      <div className="charts">
        {chartsOf(meta, request).map((chart) => (
          <Chart
            key={`${chart.kind}${chart.measure}${chart.dimension}`}
            path={path}
            chart={chart}
            title={titleOf(chart)}
            asked={asked}
          />
        ))}
      </div>
    </Suspense>
  );
}
