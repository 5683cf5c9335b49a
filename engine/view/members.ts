import { evaluateCondition } from "../access/evaluate-condition.ts";
import type { Dimension, StatisticsView } from "../definition/meta/views.gen.ts";
import { parsePeriod } from "../period/index.ts";
import { filterCondition } from "./filter-condition.ts";
import type { GroupRow, Labels, Member } from "./pivot-table.ts";
import type { Scalar, StatisticsRequest } from "./request.ts";
import { filterField } from "./statistics-query.ts";
import { obligationFields } from "./system-fields.ts";

/** What to call rows that have no value in a dimension: a yearly report belongs to no month. */
const notFilled = (dimension: Dimension): string =>
  dimension.all === "months" || dimension.all === "quarters" ? "全年" : "（未填）";

const labelOf = (dimension: Dimension, value: NonNullable<Scalar>): string =>
  (dimension.by && parsePeriod(String(value))?.title) ?? String(value);

function given(dimension: Dimension, labels: Labels): readonly Member[] {
  const own = labels[dimension.key];
  if (own) return own;
  if (dimension.all === "months") return obligationFields.$month?.options ?? [];
  if (dimension.all === "quarters") return obligationFields.$quarter?.options ?? [];
  return [];
}

/** Whether the table's own filters leave this member in; others are not shown even where all members are. */
function leftIn(view: StatisticsView, dimension: Dimension, request: StatisticsRequest, value: Scalar): boolean {
  return Object.entries(request.filters ?? {}).every(([name, filter]) => {
    if (filterField(view, name) !== dimension.field) return true;
    const condition = filterCondition(dimension.all === "districts" ? "division" : "select", "member", filter);
    return condition === null || evaluateCondition(condition, { member: value });
  });
}

const byValue = (a: Member, b: Member): number => {
  if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
};

/** The members of a dimension in their order: all of the set where the view wants that, else those that occur. */
export function membersOf(
  view: StatisticsView,
  dimension: Dimension,
  request: StatisticsRequest,
  groups: readonly GroupRow[],
  labels: Labels,
): Member[] {
  const occurring = new Set(groups.map((group) => (group[dimension.key] ?? null) as Scalar));
  const known = given(dimension, labels).filter(
    ({ value }) => occurring.has(value) || (dimension.all && leftIn(view, dimension, request, value)),
  );
  const listed = new Set(known.map(({ value }) => value));
  const rest = [...occurring]
    .filter((value) => !listed.has(value))
    .map((value): Member => ({ value, label: value === null ? notFilled(dimension) : labelOf(dimension, value) }));
  return [...known, ...rest.sort(byValue)];
}

/**
 * Every path through the dimensions, in member order: all members of an `all` dimension, of others only what occurs
 * together (a content is not repeated under key works it does not belong to).
 */
export function combinations(
  dimensions: readonly Dimension[],
  members: readonly Member[][],
  groups: readonly GroupRow[],
): Member[][] {
  const [first, ...others] = dimensions;
  if (!first) return [[]];
  return (members[0] ?? []).flatMap((member) => {
    const beneath = first.all ? groups : groups.filter((group) => (group[first.key] ?? null) === member.value);
    if (!first.all && beneath.length === 0) return [];
    return combinations(others, members.slice(1), beneath).map((path) => [member, ...path]);
  });
}
