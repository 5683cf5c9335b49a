import type { Condition, StatisticsSource, StatisticsView } from "../definition/meta/views.gen.ts";
import { allOf } from "./conditions.ts";
import { drillRequest } from "./drill.ts";
import type { GroupRow, Labels, Member } from "./pivot-table.ts";
import type { FilterValue, ListRequest, Scalar, StatisticsRequest } from "./request.ts";
import { originField } from "./statistics-query.ts";

type Renaming = (field: string) => string;

const renamingOf =
  ({ fields = {} }: StatisticsSource): Renaming =>
  (field) =>
    Object.hasOwn(fields, field) ? (fields[field] as string) : field;

function renamed(condition: Condition, rename: Renaming): Condition {
  const { all, any, not, field } = condition;
  return {
    ...condition,
    ...(all && { all: all.map((part) => renamed(part, rename)) }),
    ...(any && { any: any.map((part) => renamed(part, rename)) }),
    ...(not && { not: renamed(not, rename) }),
    ...(field !== undefined && { field: rename(field) }),
  };
}

const conditionOf = (where: Condition | undefined, rename: Renaming) =>
  where ? { where: renamed(where, rename) } : {};

type Named = Pick<StatisticsView, "key" | "title" | "dimensions" | "filters">;

/** Dimensions and filters by the source's own field names. */
function worded({ dimensions, filters = [] }: Pick<Named, "dimensions" | "filters">, rename: Renaming) {
  return {
    dimensions: dimensions.map((one) => ({ ...one, field: rename(one.field) })),
    filters: filters.filter(({ field }) => field !== originField).map((one) => ({ ...one, field: rename(one.field) })),
  };
}

/** A view over several sources as the view over one of them: its record type, its field names, its list. */
export function sourceView(view: StatisticsView, source: StatisticsSource): StatisticsView {
  const rename = renamingOf(source);
  const { sources: _, where: __, drill: ___, ...common } = view;
  const where = allOf([view.where && renamed(view.where, rename), source.where]);
  return {
    ...common,
    recordType: source.recordType,
    of: source.of ?? "record",
    ...worded(view, rename),
    measures: view.measures.map((one) => ({
      ...one,
      ...(one.field !== undefined && { field: rename(one.field) }),
      ...conditionOf(one.where, rename),
    })),
    ...(where && { where }),
    ...(source.drill !== undefined && { drill: source.drill }),
  };
}

type Asked = Pick<StatisticsView, "dimensions">;

const own = (source: StatisticsSource) => `${source.key}:`;

/** A member of a dimension as this source knows it; undefined for one that belongs to another source. */
function ownMember(view: Asked, source: StatisticsSource, key: string, value: Scalar): Scalar | undefined {
  const dimension = view.dimensions.find((one) => one.key === key);
  if (!dimension?.perSource || value === null) return value;
  return String(value).startsWith(own(source)) ? String(value).slice(own(source).length) : undefined;
}

const picks = (value: FilterValue, key: string): boolean =>
  value === key || (Array.isArray(value) && (value.length === 0 || value.includes(key)));

/** What a request asks of one source, in its own field names; null when its filters leave the source out. */
export function sourceRequest(
  view: Asked,
  source: StatisticsSource,
  request: StatisticsRequest,
): StatisticsRequest | null {
  const filters: Record<string, FilterValue> = {};
  for (const [name, value] of Object.entries(request.filters ?? {})) {
    const dimension = view.dimensions.find(({ key }) => key === name);
    const isOrigin = (dimension?.field ?? name) === originField;
    if (isOrigin && !picks(value, source.key)) return null;
    if (isOrigin) continue;
    if (!dimension?.perSource) {
      filters[dimension ? name : renamingOf(source)(name)] = value;
      continue;
    }
    const asked = ([value].flat() as Scalar[]).map((one) => ownMember(view, source, name, one));
    const mine = asked.filter((one) => one !== undefined);
    if (mine.length === 0) return null;
    filters[name] = mine;
  }
  return { ...request, filters };
}

/** The groups one source gave, as groups of the whole view. */
export function sourceGroups(
  view: StatisticsView,
  source: StatisticsSource,
  groups: readonly GroupRow[],
): readonly GroupRow[] {
  return groups.map((group) => {
    const told: Record<string, unknown> = { ...group };
    for (const { key, field, perSource } of view.dimensions) {
      if (field === originField) told[key] = source.key;
      else if (perSource && told[key] !== null && told[key] !== undefined) told[key] = `${own(source)}${told[key]}`;
    }
    return told;
  });
}

/** The members of all sources under one roof, in the order of the sources. */
export function sourceLabels(
  view: StatisticsView,
  parts: readonly { source: StatisticsSource; labels: Labels }[],
): Labels {
  const together: Record<string, readonly Member[]> = {};
  for (const { key, field, perSource } of view.dimensions) {
    const members =
      field === originField
        ? parts.map(({ source }) => ({ value: source.key, label: source.title }))
        : parts.flatMap(({ source, labels }) =>
            (labels[key] ?? []).map(({ value, label }) =>
              perSource && value !== null
                ? { value: `${own(source)}${value}`, label: `${source.title}：${label}` }
                : { value, label },
            ),
          );
    const once = new Map(members.map((member) => [member.value, member]));
    if (members.length > 0) together[key] = [...once.values()];
  }
  return together;
}

/** One source's share of a number: its members and filters in that source's own words. */
export interface SourceShare {
  source: StatisticsSource;
  drill: Record<string, Scalar>;
  request: StatisticsRequest;
}

/** The sources a number can hold rows of. Where it is more than one, the reader chooses which to open. */
export function sourceShares(
  view: Pick<StatisticsView, "dimensions" | "sources">,
  drill: Readonly<Record<string, Scalar>>,
  request: StatisticsRequest,
): SourceShare[] {
  const originKey = view.dimensions.find(({ field }) => field === originField)?.key ?? "";
  return (view.sources ?? []).flatMap((source) => {
    const { [originKey]: origin, ...members } = drill;
    const asked = sourceRequest(view, source, request);
    if (!asked || (origin !== undefined && origin !== source.key)) return [];
    const mine: Record<string, Scalar> = {};
    for (const [key, value] of Object.entries(members)) {
      const known = ownMember(view, source, key, value);
      if (known === undefined) return [];
      mine[key] = known;
    }
    return [{ source, drill: mine, request: asked }];
  });
}

/** The request for the source's list that shows exactly its share of a number. */
export function shareRequest(view: Named, { source, drill, request }: SourceShare, measure: string): ListRequest {
  return drillRequest({ ...view, ...worded(view, renamingOf(source)) }, { drill, measure }, request);
}
