import { type ComponentType, useId } from "react";
import type { FilterValue, ListFilter } from "../../../api/list-types.ts";
import { DateRangeFilter } from "./DateRangeFilter.tsx";
import { DivisionFilter } from "./DivisionFilter.tsx";
import { NumberRangeFilter } from "./NumberRangeFilter.tsx";
import { RemoteFilter } from "./RemoteFilter.tsx";
import { SelectFilter } from "./SelectFilter.tsx";
import { TextFilter } from "./TextFilter.tsx";
import { YearFilter } from "./YearFilter.tsx";

/** What every filter's control is given; undefined: no condition. */
export interface FilterProps {
  id: string;
  filter: ListFilter;
  value: FilterValue | undefined;
  onChange: (value: FilterValue | undefined) => void;
}

const byKind: Record<string, ComponentType<FilterProps>> = {
  boolean: SelectFilter,
  date: DateRangeFilter,
  dateRange: DateRangeFilter,
  month: DateRangeFilter,
  timestamp: DateRangeFilter,
  division: DivisionFilter,
  orgUnit: RemoteFilter,
  account: RemoteFilter,
  reference: RemoteFilter,
  number: NumberRangeFilter,
  money: NumberRangeFilter,
  computed: NumberRangeFilter,
  year: YearFilter,
};

function controlOf({ kind, options, list, field, sqlType }: ListFilter): ComponentType<FilterProps> {
  if (options || list) return SelectFilter;
  if (field === "$year") return YearFilter;
  if (kind === "computed" && sqlType === "text") return TextFilter;
  return byKind[kind] ?? TextFilter;
}

/** One filter with its name. */
export function FilterControl(props: Omit<FilterProps, "id">) {
  const id = useId();
  const Control = controlOf(props.filter);
  return (
    <div className="filter">
      <label htmlFor={id}>{props.filter.title}</label>
      <Control id={id} {...props} />
    </div>
  );
}
