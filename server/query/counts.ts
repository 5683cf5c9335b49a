import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import { conditionFields, type Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import { compileCondition } from "./condition.ts";
import type { Parameters } from "./parameters.ts";
import { sourceOf } from "./source.ts";

/** A query whose rows are to be counted, and under which number the answer is wanted. */
export interface Wanted {
  at: number;
  query: Pick<Query, "recordType" | "of" | "reader" | "where">;
}

/** What must hold at once, as a list. */
const conjuncts = (where: Condition | undefined): Condition[] =>
  where?.all ? where.all.flatMap(conjuncts) : where ? [where] : [];

const text = (condition: Condition) => JSON.stringify(condition);

/** Statuses that a row must have one of; undefined where any will do. */
function statuses(parts: readonly Condition[]): unknown[] | undefined {
  const found = parts.find(({ field, op }) => field === "$status" && (op === "eq" || op === "in"));
  return found && (found.op === "in" ? (found.value as unknown[]) : [found.value]);
}

/** The statuses of all members, where each names its own: what the index of counts is entered by. */
function statusOfAny(members: readonly Condition[][]): Condition[] {
  const each = members.map(statuses);
  if (members.length < 2 || each.includes(undefined)) return [];
  return [{ field: "$status", op: "in", value: [...new Set(each.flat())] }];
}

/** Whose turn it is leads to its rows by itself, so it is never counted along with others. */
const groupOf = ({ at, query }: Wanted): string =>
  `${query.recordType} ${query.of} ${conditionFields(query.where).includes("$turn") ? at : ""}`;

/** One pass over a row set for all counts of it; what they have in common restricts the pass. */
function compileGroup(group: readonly Wanted[], catalog: Catalog, parameters: Parameters): string {
  const [first] = group as [Wanted];
  const source = sourceOf(first.query, catalog, parameters);
  const members = group.map(({ query }) => conjuncts(query.where));
  const shared = members.reduce((common, parts) => {
    const own = new Set(parts.map(text));
    return common.filter((part) => own.has(text(part)));
  });
  const isShared = new Set(shared.map(text));
  const compiled = (all: Condition[]) => compileCondition({ all }, source.field, parameters);
  const where = [...source.where, compiled([...shared, ...statusOfAny(members)])].join(" and ");
  const counts = members.map((parts, place) => {
    const own = parts.filter((part) => !isShared.has(text(part)));
    const filter = own.length > 0 ? ` filter (where ${compiled(own)})` : "";
    return { at: group[place]?.at, sql: `count(*)${filter}::int as n${place}` };
  });
  const rows = counts.map(({ at }, place) => `(${at}, n${place})`).join(", ");
  const list = counts.map(({ sql }) => sql).join(", ");
  return `select v.at, v.n from (select ${list} from ${source.from} where ${where}) c, lateral (values ${rows}) v(at, n)`;
}

/** The exact numbers of all queries in one statement, as rows of `at` and `n`. */
export function compileCounts(wanted: readonly Wanted[], catalog: Catalog, parameters: Parameters): string {
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  return [...groups.values()].map((group) => compileGroup(group, catalog, parameters)).join(" union all ");
}
