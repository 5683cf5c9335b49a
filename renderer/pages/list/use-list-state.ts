import { useMemo } from "react";
import { useSearchParams } from "react-router-dom";
import type { FilterValue, ListMeta, ListRequest } from "../../api/list-types.ts";
import { type ListState, readListState, writeListState } from "./list-url.ts";

/** Set once somebody changed the conditions, so that the view's first conditions do not come back. */
const touched = "all";

function firstFilters(meta: ListMeta): Record<string, FilterValue> {
  const given = meta.filters.filter((filter) => filter.default !== undefined);
  return Object.fromEntries(given.map((filter) => [filter.field, filter.default as FilterValue]));
}

const untouched = (params: URLSearchParams) =>
  [...params.keys()].every((name) => ["page", "size", "sort"].includes(name));

/** A list's conditions, kept in the address so that a link, the back button and a bookmark bring them back. */
export function useListState(meta: ListMeta) {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => {
    const read = readListState(params);
    return untouched(params) ? { ...read, filters: firstFilters(meta) } : read;
  }, [params, meta]);
  const change = (next: Partial<ListState>) => {
    const page = next.page ?? 1;
    const written = writeListState({ ...state, ...next, page });
    if (untouched(written)) written.set(touched, "1");
    setParams(written);
  };
  const limit = state.size ?? meta.pageSize ?? 20;
  const request: ListRequest = {
    filters: state.filters,
    ...(state.search && { search: state.search }),
    ...(state.sort.length > 0 && { sort: state.sort }),
    ...(state.drill && { drill: state.drill }),
    ...(state.tile && { tile: state.tile }),
    offset: (state.page - 1) * limit,
    limit,
    count: "capped",
  };
  const narrowed =
    Object.keys(state.filters).length > 0 || state.search !== "" || (state.drill ?? state.tile) !== undefined;
  return { state, request, limit, narrowed, change };
}
