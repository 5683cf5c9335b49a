import { decide } from "../../../engine/access/index.ts";
import type {
  CodeList,
  Condition,
  ListView,
  RecordTypeKey,
  StatisticsSource,
  StatisticsView,
  Tile,
} from "../../../engine/definition/index.ts";
import {
  type Asker,
  allOf,
  conditionFields,
  declaredValue,
  forAsker,
  listAnalysis,
  originField,
  type StatisticsRequest,
  sourceView,
  ViewError,
  type ViewField,
} from "../../../engine/view/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { AppError } from "../../http/problem.ts";
import { compiledOf } from "./compiled.ts";
import { hiddenFields } from "./lists.ts";
import { notAllowed } from "./rights.ts";

/** A view with the record type it is of, as one subject may use it: what is hidden from him is not in it. */
export interface UsableView<View> {
  resolved: RegisteredRecordType;
  view: View;
  /** The right by which its rows are counted; statistics by default. */
  action?: "read" | "statistics";
  /** Of a view over several sources: those the subject may count, each as a view of its own. */
  parts?: { source: StatisticsSource; usable: UsableView<StatisticsView> }[];
}

/** The record type of a view, by the package and the view's key. */
function typeOfView(
  ctx: AppContext,
  packageKey: string,
  kind: "lists" | "statistics",
  key: string,
): RegisteredRecordType {
  const views: readonly { key: string; recordType: string }[] = ctx.definitions.live(packageKey).pkg.views[kind] ?? [];
  const declared = views.find((one) => one.key === key);
  if (!declared) throw new AppError(404, "unknown-view", "没有这个页面，可能已被新版本去掉，请从菜单重新进入。");
  return ctx.definitions.recordType({ definitionKey: packageKey, type: declared.recordType });
}

/** Fields hidden from the subject; a hidden title field hides `$title` too. */
async function concealed(
  ctx: AppContext,
  resolved: RegisteredRecordType,
  subject: Subject,
): Promise<(field: string) => boolean> {
  const hidden = await hiddenFields(ctx, resolved, subject);
  const title = hidden.has(resolved.recordType.titleField);
  return (field) => hidden.has(field) || (title && field === "$title");
}

/** The tiles of the subject's roles that count rows of a list. */
export function tilesOf(ctx: AppContext, { roles }: Subject, packageKey: string, list: string): Tile[] {
  const tiles = ctx.definitions.live(packageKey).pkg.views.tiles ?? [];
  return tiles.filter((tile) => tile.list === list && tile.roles.some((role) => roles.includes(role)));
}

function tileWhere(ctx: AppContext, subject: Subject, packageKey: string, list: string, key: string) {
  const tile = tilesOf(ctx, subject, packageKey, list).find((one) => one.key === key);
  if (!tile) throw new AppError(404, "unknown-tile", "首页上没有这张卡片了，请从首页重新打开。");
  return conditionFor(ctx, subject, tile.where).where;
}

/** A list as the subject may use it, with only the rows of a tile where one is named. @throws AppError 404. */
export async function listFor(
  ctx: AppContext,
  subject: Subject,
  [packageKey, key]: readonly [string, string],
  tile?: string,
): Promise<UsableView<ListView>> {
  const resolved = typeOfView(ctx, packageKey, "lists", key);
  const list = resolved.lists.find((one) => one.key === key) as ListView;
  const isHidden = await concealed(ctx, resolved, subject);
  const shown = <T extends { field: string }>(entries: T[] | undefined): T[] =>
    (entries ?? []).filter(({ field }) => !isHidden(field));
  const counted = tile === undefined ? undefined : tileWhere(ctx, subject, packageKey, key, tile);
  const where = allOf([conditionFor(ctx, subject, list.where).where, counted]);
  const view = {
    ...list,
    ...(where && { where }),
    columns: shown(list.columns),
    filters: shown(list.filters),
    sort: shown(list.sort),
    search: (list.search ?? []).filter((field) => !isHidden(field)),
  };
  return { resolved, view };
}

/** A statistics view as the subject may use it; a measure or dimension over a hidden field, or one that counts by it, is left out. @throws AppError 404. */
export async function statisticsFor(
  ctx: AppContext,
  subject: Subject,
  packageKey: string,
  key: string,
): Promise<UsableView<StatisticsView>> {
  const resolved = typeOfView(ctx, packageKey, "statistics", key);
  const view = resolved.statistics.find((one) => one.key === key) as StatisticsView;
  if (view.sources) return severalFor(ctx, subject, packageKey, { resolved, view });
  return { resolved, view: without(ctx, subject, view, await concealed(ctx, resolved, subject)) };
}

/** The view without what is hidden, with its conditions worked out for the subject. */
function without(
  ctx: AppContext,
  subject: Subject,
  view: StatisticsView,
  isHidden: (field: string) => boolean,
): StatisticsView {
  const dimensions = view.dimensions.filter(({ field }) => !isHidden(field));
  const known = new Set(dimensions.map((one) => one.key));
  const plain = view.measures
    .filter(({ field, where }) => ![...(field ? [field] : []), ...conditionFields(where)].some(isHidden))
    .map((measure) => ({ ...measure, ...conditionFor(ctx, subject, measure.where) }));
  const measures = plain.filter(({ of }) => !of || of.every((part) => plain.some((one) => one.key === part)));
  const filters = (view.filters ?? []).filter(({ field }) => !isHidden(field));
  const keep = (keys: string[] | undefined) => (keys ?? []).filter((one) => known.has(one));
  return {
    ...view,
    ...conditionFor(ctx, subject, view.where),
    dimensions,
    measures,
    filters,
    rows: keep(view.rows),
    columns: keep(view.columns),
  };
}

/** A view over several sources, with those the subject may count; a field hidden in one of them is left out. */
async function severalFor(
  ctx: AppContext,
  subject: Subject,
  packageKey: string,
  { resolved, view }: UsableView<StatisticsView>,
): Promise<UsableView<StatisticsView>> {
  const allowed = (view.sources ?? []).flatMap((source) => {
    const of = ctx.definitions.recordType(source.recordType as RecordTypeKey);
    return decide(compiledOf(of).policy, subject, "statistics") === false ? [] : [{ source, of }];
  });
  if (allowed.length === 0) throw notAllowed("statistics", resolved);
  const sources = await Promise.all(
    allowed.map(async ({ source, of }) => ({ source, of, isHidden: await concealed(ctx, of, subject) })),
  );
  const hiddenInOne = (field: string) =>
    sources.some(({ source, isHidden }) => isHidden(source.fields?.[field] ?? field));
  const shown = { ...without(ctx, subject, view, hiddenInOne), sources: sources.map(({ source }) => source) };
  const parts = sources.map(({ source, of }) => {
    const own = { ...sourceView(shown, source), key: `${packageKey}/${view.key}/${source.key}` };
    return { source, usable: { resolved: of, view: { ...own, ...conditionFor(ctx, subject, own.where) } } };
  });
  return { resolved, view: shown, parts };
}

/**
 * The view behind a number that opens a list: `<view>` of the list's package, or `<package>/<view>/<source>` for a source
 * that the list's record type is. @throws AppError 404.
 */
export async function drilledFrom(
  ctx: AppContext,
  subject: Subject,
  list: UsableView<ListView>,
  packageKey: string,
  name: string,
): Promise<StatisticsView> {
  const [ofPackage = "", key, sourceKey] = name.split("/");
  if (key === undefined) return (await statisticsFor(ctx, subject, packageKey, name)).view;
  const { parts } = await statisticsFor(ctx, subject, ofPackage, key);
  const part = parts?.find(({ source }) => source.key === sourceKey);
  if (part && part.usable.resolved.storedKey === list.resolved.storedKey) return part.usable.view;
  throw new AppError(404, "unknown-view", "这个数字的来源已被新版本去掉，请从统计页面重新打开明细。");
}

/** A list as a table of numbers over its rows, for whoever may read them. @throws AppError 404. */
export async function analysisFor(
  ctx: AppContext,
  subject: Subject,
  list: readonly [string, string],
  { search, tile }: StatisticsRequest = {},
): Promise<UsableView<StatisticsView>> {
  const { resolved, view } = await listFor(ctx, subject, list, tile);
  return { resolved, view: listAnalysis(view, compiledOf(resolved).fields, search), action: "read" };
}

/** A field of a statistics view: of its record type, or which source a row is of. */
export function fieldOfStatistics(
  ctx: AppContext,
  { resolved, view }: Pick<UsableView<StatisticsView>, "resolved" | "view">,
  field: string,
): ViewField {
  if (!view.sources || field !== originField) return fieldOfView(ctx, resolved, field);
  const options = view.sources.map(({ key, title }) => ({ value: key, label: title }));
  return { field, title: "来源", kind: "select", sqlType: "text", options };
}

type Options = NonNullable<ViewField["options"]>;

const optionsOf = new WeakMap<CodeList["items"], Options>();

/** The values of a code list as choices; the list is another one as soon as somebody changes it. */
function choicesOf({ items }: CodeList): Options {
  const known = optionsOf.get(items) ?? items.map(({ code, title }) => ({ value: code, label: title }));
  optionsOf.set(items, known);
  return known;
}

/** A field of a view with the choices of its code list filled in. */
export function fieldOfView(ctx: AppContext, resolved: RegisteredRecordType, field: string): ViewField {
  const found = compiledOf(resolved).fields[field] as ViewField;
  if (found.options || !found.list) return found;
  return { ...found, options: choicesOf(ctx.definitions.codeList(found.list)) };
}

/** Turns a view's refusal into the API's. */
export function refusingViewErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ViewError) throw new AppError(400, error.code, error.message, { subject: error.subject });
    throw error;
  }
}

/** Who asks, and the day in Beijing: what declared values are worked out from. */
export function askerOf(ctx: Pick<AppContext, "now">, subject: Subject): Asker {
  const today = new Date(ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
    ...{ at: ctx.now().toISOString(), year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) },
    ...{ unit: subject.orgUnitId, division: subject.divisionCode, account: subject.accountId },
  };
}

/** A filter's first value for the subject. */
export function firstValue(ctx: AppContext, subject: Subject, value: unknown): unknown {
  return declaredValue(value, askerOf(ctx, subject));
}

/** A view's declared condition for the subject. */
export function conditionFor(ctx: AppContext, subject: Subject, where: Condition | undefined): { where?: Condition } {
  return where ? { where: forAsker(where, askerOf(ctx, subject)) } : {};
}
