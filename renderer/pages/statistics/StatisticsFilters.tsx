import type { StatisticsRequest } from "../../../engine/view/index.ts";
import { FilterControl } from "../list/filters/FilterControl.tsx";
import type { StatisticsMeta } from "./use-statistics.ts";

type FiltersProps = { meta: StatisticsMeta; request: StatisticsRequest; onChange(request: StatisticsRequest): void };

/** The conditions of a statistics view, with the same controls as a list's. */
export function StatisticsFilters({ meta, request, onChange }: FiltersProps) {
  return meta.filters.map((filter) => (
    <FilterControl
      key={filter.field}
      filter={filter}
      value={request.filters?.[filter.field]}
      onChange={(value) => {
        const { [filter.field]: _, ...others } = request.filters ?? {};
        onChange({ ...request, filters: value === undefined ? others : { ...others, [filter.field]: value } });
      }}
    />
  ));
}
