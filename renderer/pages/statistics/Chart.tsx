import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, TitleComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { PivotTable, StatisticsRequest } from "../../../engine/view/index.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { chartOption } from "./chart-option.ts";
import { type ChartMeta, useStatistics } from "./use-statistics.ts";

echarts.use([BarChart, LineChart, PieChart, GridComponent, TitleComponent, TooltipComponent, SVGRenderer]);

type ChartProps = {
  /** Of the API. */
  path: string;
  chart: ChartMeta;
  title: string;
  asked: Pick<StatisticsRequest, "filters" | "search">;
};

/** One declared chart, over the rows the filters leave. */
export function Chart({ path, chart, title, asked }: ChartProps) {
  const request: StatisticsRequest = { rows: [chart.dimension], columns: [], measures: [chart.measure], ...asked };
  const answer = useStatistics(path, request);
  if (answer.error) return <ErrorNotice error={answer.error} />;
  return <Drawing kind={chart.kind} title={title} table={answer.data?.table} />;
}

function Drawing({ kind, title, table }: { kind: ChartMeta["kind"]; title: string; table: PivotTable | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current || !table) return undefined;
    const drawn = echarts.init(place.current, null, { renderer: "svg" });
    drawn.setOption(chartOption(kind, title, table));
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, [kind, title, table]);
  return <div ref={place} className="chart" role="img" aria-label={title} />;
}
