import { conditionFields } from "../../view/conditions.ts";
import { originField } from "../../view/statistics-query.ts";
import type { Condition, ListView, StatisticsView } from "../meta/views.gen.ts";
import type { RuleContext } from "./rule.ts";

/** A place in views.json that names a field. */
export interface FieldUse {
  field: string;
  pointer: string;
  /** What names it, for the message. */
  where: string;
  recordType: string;
  /** Whether fields of an obligation may be named. */
  ofObligation: boolean;
}

type Place = Omit<FieldUse, "field">;
type Entry = { field?: string };

const fromEntries = (entries: readonly Entry[] | undefined, part: string, place: Place): FieldUse[] =>
  (entries ?? []).flatMap(({ field }, at) =>
    field === undefined ? [] : [{ ...place, field, pointer: `${place.pointer}/${part}/${at}/field` }],
  );

const fromCondition = (condition: Condition | undefined, part: string, place: Place): FieldUse[] =>
  conditionFields(condition).map((field) => ({ ...place, field, pointer: `${place.pointer}/${part}` }));

function listUses(list: ListView, at: number): FieldUse[] {
  const place: Place = {
    pointer: `/lists/${at}`,
    where: `列表“${list.title}”`,
    recordType: list.recordType,
    ofObligation: list.of === "obligation",
  };
  return [
    ...fromEntries(list.columns, "columns", place),
    ...fromEntries(list.filters, "filters", place),
    ...fromEntries(list.sort, "sort", place),
    ...(list.search ?? []).map((field, step) => ({ ...place, field, pointer: `${place.pointer}/search/${step}` })),
    ...fromCondition(list.where, "where", place),
    ...fromCondition(list.public?.where, "public/where", place),
  ];
}

/** Every field a statistics view names of its record type. */
export function statisticsUses(view: StatisticsView, at: number): FieldUse[] {
  const place: Place = {
    pointer: `/statistics/${at}`,
    where: `统计表“${view.title}”`,
    recordType: view.recordType,
    ofObligation: view.of === "obligation",
  };
  const uses = [
    ...fromEntries(view.dimensions, "dimensions", place),
    ...fromEntries(view.measures, "measures", place),
    ...view.measures.flatMap(({ where }, step) => fromCondition(where, `measures/${step}/where`, place)),
    ...fromEntries(view.filters, "filters", place),
    ...fromCondition(view.where, "where", place),
  ];
  return view.sources ? uses.filter(({ field }) => field !== originField) : uses;
}

/** Every place in views.json that names a field. */
export function viewUses({ pkg: { views } }: Pick<RuleContext, "pkg">): FieldUse[] {
  const tiles = (views.tiles ?? []).flatMap((tile, at) => {
    const list = views.lists?.find(({ key }) => key === tile.list);
    if (!list) return [];
    const place: Place = {
      pointer: `/tiles/${at}`,
      where: `磁贴“${tile.title}”`,
      recordType: list.recordType,
      ofObligation: list.of === "obligation",
    };
    return fromCondition(tile.where, "where", place);
  });
  return [...(views.lists ?? []).flatMap(listUses), ...(views.statistics ?? []).flatMap(statisticsUses), ...tiles];
}
