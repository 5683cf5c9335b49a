import type { FilterValue, ListRequest, ListSort } from "../../api/list-types.ts";

/** What a list's address says. */
export interface ListState {
  filters: Record<string, FilterValue>;
  search: string;
  sort: ListSort[];
  /** From 1. */
  page: number;
  /** Rows a page; undefined: as the view declares. */
  size?: number;
  drill?: ListRequest["drill"];
  /** Key of the tile whose rows are shown. */
  tile?: string;
}

const filterName = /^f\.(.+?)(?:\.(from|to|null))?$/;

function readFilters(params: URLSearchParams): ListState["filters"] {
  const filters: ListState["filters"] = {};
  for (const name of new Set(params.keys())) {
    const [, field, part] = filterName.exec(name) ?? [];
    if (!field) continue;
    const values = params.getAll(name);
    if (part === "null") filters[field] = null;
    else if (part) filters[field] = { ...(filters[field] as object | undefined), [part]: values[0] };
    else filters[field] = values.length > 1 ? values : (values[0] as string);
  }
  return filters;
}

const positive = (text: string | null) => (text && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined);

function readSort(text: string): ListSort {
  const descending = text.startsWith("-");
  return { field: descending ? text.slice(1) : text, order: descending ? "desc" : "asc" };
}

/** Reads a list's address. */
export function readListState(params: URLSearchParams): ListState {
  const tile = params.get("tile");
  const [view, measure] = (params.get("drill") ?? "").split(":");
  return {
    filters: readFilters(params),
    search: params.get("q") ?? "",
    sort: params.getAll("sort").map(readSort),
    page: positive(params.get("page")) ?? 1,
    size: positive(params.get("size")),
    ...(view && measure && { drill: { view, measure } }),
    ...(tile && { tile }),
  };
}

function writeFilter(params: URLSearchParams, field: string, value: FilterValue): void {
  if (value === null) params.set(`f.${field}.null`, "1");
  else if (Array.isArray(value)) for (const one of value) params.append(`f.${field}`, String(one));
  else if (typeof value === "object") {
    if (value.from !== undefined) params.set(`f.${field}.from`, String(value.from));
    if (value.to !== undefined) params.set(`f.${field}.to`, String(value.to));
  } else if (value !== "") params.set(`f.${field}`, String(value));
}

/** The address of a state; what is as usual is left out. */
export function writeListState(state: Partial<ListState>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [field, value] of Object.entries(state.filters ?? {})) writeFilter(params, field, value);
  if (state.search) params.set("q", state.search);
  for (const { field, order } of state.sort ?? []) params.append("sort", order === "desc" ? `-${field}` : field);
  if (state.page && state.page > 1) params.set("page", String(state.page));
  if (state.size) params.set("size", String(state.size));
  if (state.drill) params.set("drill", `${state.drill.view}:${state.drill.measure}`);
  if (state.tile) params.set("tile", state.tile);
  return params;
}

/** The address of a list that answers a request, e.g. the rows behind a number; `view` is `<package>/<viewKey>`. */
export function listHref(view: string, { filters, search, sort, drill, tile }: ListRequest): string {
  const query = writeListState({ filters, search, sort, drill, tile }).toString();
  return `/lists/${view}${query ? `?${query}` : ""}`;
}
