import type { Dimension, StatisticsSource, StatisticsView } from "../../../engine/definition/index.ts";
import {
  buildStatisticsQuery,
  type GroupRow,
  type Labels,
  type Member,
  type PivotTable,
  pivot,
  type Scalar,
  type StatisticsRequest,
  sourceGroups,
  sourceLabels,
  sourceRequest,
  type ViewField,
} from "../../../engine/view/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import type { Reading } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { type ListLabels, labelsOfPage } from "../../presenters/list-labels.ts";
import { catalogFor } from "../../projection/catalog.ts";
import { fieldsOf } from "../../projection/fields.ts";
import { divisionPrefix } from "../../query/condition.ts";
import { QueryError } from "../../query/problem.ts";
import { compileStatistics, maxGroups } from "../../query/statistics.ts";
import { compiledOf } from "./compiled.ts";
import { readerOf, rowFilter } from "./lists.ts";
import { fieldOfView, refusingViewErrors, type UsableView } from "./views.ts";

const chinese = new Intl.Collator("zh-CN");

/** The districts the reader looks over, counted or not, and those that were counted: of others a nought would be untrue. */
async function districts(reading: Reading, { divisionCode }: Subject, counted: readonly unknown[]): Promise<Member[]> {
  const rows = await reading.run<{ code: string; name: string }>(
    `select code, name from division where level = 2 and valid_to is null
       and (code like $1 or code = rpad(left($2, 6), 12, '0') or code = any($3::text[])) order by code`,
    [`${divisionPrefix(divisionCode)}%`, divisionCode, counted.filter((code) => typeof code === "string")],
  );
  return rows.map(({ code, name }) => ({ value: code, label: name }));
}

/** Members that occur, by name; of a field with choices all of them, in their order. */
function membersOf(
  dimension: Dimension,
  field: ViewField,
  groups: readonly GroupRow[],
  labels: ListLabels,
): Member[] | undefined {
  if (field.options) return field.options.map(({ value, label }) => ({ value, label }));
  const names = labels[field.field];
  if (!names) return undefined;
  const values = [...new Set(groups.map((group) => group[dimension.key] as Scalar))].filter((value) => value !== null);
  const members = values.map((value) => ({ value, label: names[String(value)] ?? "（不在查看范围内）" }));
  if (field.kind === "division") return members.sort((a, b) => (String(a.value) < String(b.value) ? -1 : 1));
  return members.sort((a, b) => chinese.compare(a.label, b.label));
}

async function labelsOf(
  ctx: AppContext,
  reading: Reading,
  { resolved, view, subject }: UsableView<StatisticsView> & { subject: Subject },
  groups: readonly GroupRow[],
  used: readonly string[],
): Promise<Labels> {
  const dimensions = view.dimensions.filter(({ key }) => used.includes(key));
  const labels: Record<string, readonly Member[]> = {};
  const whole = dimensions.filter(({ all }) => all === "districts");
  for (const { key } of whole) {
    const occurring = groups.map((group) => group[key]);
    labels[key] = await districts(reading, subject, occurring);
  }
  const others = dimensions.filter((dimension) => !whole.includes(dimension));
  const fields = new Map(others.map((dimension) => [dimension.key, fieldOfView(ctx, resolved, dimension.field)]));
  const rows = groups.map((group) => Object.fromEntries(others.map(({ key, field }) => [field, group[key]])));
  const names = await labelsOfPage(ctx, reading, [...fields.values()], { rows, names: new Map() });
  for (const dimension of others) {
    const found = membersOf(dimension, fields.get(dimension.key) as ViewField, groups, names);
    if (found) labels[dimension.key] = found;
  }
  return labels;
}

async function groupsOf(
  ctx: AppContext,
  reading: Reading,
  resolved: RegisteredRecordType,
  query: ReturnType<typeof buildStatisticsQuery>,
) {
  const catalog = await catalogFor(ctx.db, reading.via, query.recordType, resolved.base ? [] : fieldsOf(resolved));
  const { text, values, dimensions, measures } = compileStatistics(query, catalog);
  const rows = await reading.run<Record<string, unknown>>(text, values);
  if (rows.length > maxGroups) {
    throw new QueryError(
      "too-many-groups",
      `按所选口径分得太细（超过 ${maxGroups} 组），请减少统计口径或增加筛选条件。`,
    );
  }
  const named = [...dimensions, ...measures];
  return rows.map((row): GroupRow => Object.fromEntries(named.map(({ key, alias }) => [key, row[alias] ?? null])));
}

interface Counted {
  groups: readonly GroupRow[];
  labels: Labels;
}

/** Groups and names of one record type, under its own access filter. */
async function counted(
  ctx: AppContext,
  reading: Reading,
  subject: Subject,
  usable: UsableView<StatisticsView>,
  request: StatisticsRequest,
): Promise<Counted> {
  const { resolved, view, action = "statistics" } = usable;
  const filter = rowFilter(resolved, subject, action);
  const { fields } = compiledOf(resolved);
  const asked = refusingViewErrors(() => buildStatisticsQuery(view, request, filter, fields));
  const query = { ...asked, reader: readerOf(subject) };
  const groups = await groupsOf(ctx, reading, resolved, query);
  const used = (query.groupBy ?? []).map(({ key }) => key);
  return { groups, labels: await labelsOf(ctx, reading, { ...usable, subject }, groups, used) };
}

/** The sources one after the other: one reader takes one connection at a time. */
async function countedTogether(
  ctx: AppContext,
  reading: Reading,
  subject: Subject,
  { view, parts = [] }: UsableView<StatisticsView>,
  request: StatisticsRequest,
): Promise<Counted> {
  const groups: GroupRow[] = [];
  const named: { source: StatisticsSource; labels: Labels }[] = [];
  for (const { source, usable } of parts) {
    const asked = sourceRequest(view, source, request);
    if (!asked) continue;
    const answer = await counted(ctx, reading, subject, usable, asked);
    groups.push(...sourceGroups(view, source, answer.groups));
    named.push({ source, labels: answer.labels });
  }
  return { groups, labels: sourceLabels(view, named) };
}

/** Counts, groups and lays out a statistics table: per record type one statement for the numbers, one or two for the names. */
export async function statisticsTable(
  ctx: AppContext,
  reading: Reading,
  subject: Subject,
  usable: UsableView<StatisticsView>,
  request: StatisticsRequest,
): Promise<PivotTable> {
  const count = usable.parts ? countedTogether : counted;
  const { groups, labels } = await count(ctx, reading, subject, usable, request);
  return refusingViewErrors(() => pivot(usable.view, request, groups, labels));
}
