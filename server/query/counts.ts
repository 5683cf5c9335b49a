import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import { conditionFields, conjuncts, type Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import { compileCondition, type FieldScope } from "./condition.ts";
import { type KeptAnswer, keptField } from "./kept-count.ts";
import type { Parameters } from "./parameters.ts";
import { sourceOf } from "./source.ts";

/** A query whose rows are to be counted, and under which number the answer is wanted. */
export interface Wanted {
  at: number;
  query: Pick<Query, "recordType" | "of" | "reader" | "where">;
  /** The number that is kept of its rows, to be read instead of counting them. */
  kept?: KeptAnswer;
}

const text = (condition: Condition) => JSON.stringify(condition);

/** Values of a field that a row must have one of; undefined where any will do. */
function valuesOf(name: string, parts: readonly Condition[]): unknown[] | undefined {
  const found = parts.find(({ field, op }) => field === name && (op === "eq" || op === "in"));
  return found && (found.op === "in" ? (found.value as unknown[]) : [found.value]);
}

/** The values of all members, where each names its own: what the index of counts is entered by. */
function anyValueOf(name: string, members: readonly Condition[][]): Condition[] {
  const each = members.map((parts) => valuesOf(name, parts));
  if (members.length < 2 || each.includes(undefined)) return [];
  return [{ field: name, op: "in", value: [...new Set(each.flat())] }];
}

/** Counts over the same rows. */
interface Pass {
  from: string;
  where: readonly string[];
  field: FieldScope;
  /** The field that the index of these rows begins with. */
  first: string;
  /** What a row adds to a count. */
  add: (filter: string) => string;
  members: { at: number; parts: Condition[] }[];
}

/** One pass over a row set for all counts of it; what they have in common restricts the pass. */
function compilePass({ from, where, field, first, add, members }: Pass, parameters: Parameters): string {
  const all = members.map(({ parts }) => parts);
  const shared = all.reduce((common, parts) => {
    const own = new Set(parts.map(text));
    return common.filter((part) => own.has(text(part)));
  });
  const isShared = new Set(shared.map(text));
  const compiled = (parts: Condition[]) => compileCondition({ all: parts }, field, parameters);
  const restricted = [...where, compiled([...shared, ...anyValueOf(first, all)])].join(" and ");
  const counts = members.map(({ parts }, place) => {
    const own = parts.filter((part) => !isShared.has(text(part)));
    const filter = own.length > 0 ? ` filter (where ${compiled(own)})` : "";
    return `${add(filter)}::int as n${place}`;
  });
  const rows = members.map(({ at }, place) => `(${at}, n${place})`).join(", ");
  return `select v.at, v.n from (select ${counts.join(", ")} from ${from} where ${restricted}) c, lateral (values ${rows}) v(at, n)`;
}

/** Whose turn it is leads to its rows by itself, so it is never counted along with others. */
const groupOf = ({ at, query }: Wanted): string =>
  `${query.recordType} ${query.of} ${conditionFields(query.where).includes("$turn") ? at : ""}`;

/** The counts that rows are read for, by row set. */
function passesOverRows(wanted: readonly Wanted[], catalog: Catalog, parameters: Parameters): string[] {
  const groups = new Map<string, [Wanted, ...Wanted[]]>();
  for (const one of wanted) {
    const others = groups.get(groupOf(one));
    if (others) others.push(one);
    else groups.set(groupOf(one), [one]);
  }
  return [...groups.values()].map((group) => {
    const source = sourceOf(group[0].query, catalog, parameters);
    const members = group.map(({ at, query }) => ({ at, parts: conjuncts(query.where) }));
    const pass = { where: source.where, field: source.field, first: "$status", members };
    // Fields may bring in a join, so they are resolved before `from` is written.
    for (const { parts } of members) for (const name of parts.flatMap(conditionFields)) source.field(name);
    return compilePass({ ...pass, from: source.from, add: (filter) => `count(*)${filter}` }, parameters);
  });
}

/** Under which the statement says how many of the kept numbers it asks for there are. */
const keptPresent = -1;

function passOverKept(kept: { at: number; answer: KeptAnswer }[], parameters: Parameters): string[] {
  if (kept.length === 0) return [];
  const members = kept.map(({ at, answer: { count, rest } }) => ({
    at,
    parts: [{ field: "$kept", op: "eq" as const, value: count.key }, ...rest],
  }));
  const pass = { from: "kept_count k", where: [], field: keptField, first: "$kept", members };
  const keys = parameters.addList([...new Set(kept.map(({ answer }) => answer.count.key))], "text");
  return [
    compilePass({ ...pass, add: (filter) => `coalesce(sum(k.n)${filter}, 0)` }, parameters),
    `select ${keptPresent}, (select count(*)::int from kept_predicate where key = any(${keys}))`,
  ];
}

/** The exact numbers of all queries in one statement, as rows of `at` and `n`; `isWhole` tells whether they are. */
export function compileCounts(wanted: readonly Wanted[], catalog: Catalog, parameters: Parameters) {
  const kept = wanted.flatMap(({ at, kept: answer }) => (answer ? [{ at, answer }] : []));
  const rest = wanted.filter((one) => !one.kept);
  const keys = new Set(kept.map(({ answer }) => answer.count.key));
  const passes = [...passesOverRows(rest, catalog, parameters), ...passOverKept(kept, parameters)];
  return {
    text: passes.join(" union all "),
    /** Another version may have gone live a moment ago whose numbers are others: then these rows have to be counted. */
    isWhole: (rows: readonly { at: number; n: number }[]) =>
      kept.length === 0 || rows.some(({ at, n }) => at === keptPresent && n === keys.size),
  };
}
