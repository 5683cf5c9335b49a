import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import { conditionFields } from "../../engine/view/index.ts";
import type { Parameters } from "./parameters.ts";
import { QueryError } from "./problem.ts";
import type { SqlField } from "./sql-type.ts";

/** Finds the column behind a field name. @throws QueryError for a name it does not know. */
export type FieldScope = (field: string) => SqlField;

type Compare = (field: SqlField, value: unknown, parameters: Parameters) => string;

/** Text that `like` takes literally. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const overlaps: Compare = (field, value, parameters) => `${field.sql} && ${parameters.addList(listOf(value), "text")}`;

const operator =
  (sign: string): Compare =>
  (field, value, parameters) =>
    `${field.sql} ${sign} ${parameters.add(value, field.type)}`;

/** Without letters that have a case, as in Chinese, `like` finds the same and does not fold every text first. */
const matching = (text: string) => (text.toLowerCase() === text.toUpperCase() ? "like" : "ilike");

/**
 * Written as a CASE, of which the planner guesses that half of all rows meet it: behind row security it may not look at
 * the values and would guess that none does, and then read and sort a whole table for a word that every third row has.
 */
const like =
  (pattern: (literal: string) => string): Compare =>
  (field, value, parameters) => {
    if (field.type === "text[]") return overlaps(field, value, parameters);
    const text = field.type === "text" ? field.sql : `${field.sql}::text`;
    const found = `${text} ${matching(String(value))} ${parameters.add(pattern(likeLiteral(String(value))), "text")}`;
    return `case when ${found} then true else false end`;
  };

/** A date compared with an instant means the whole day of Beijing, up to its last moment. */
const upTo: Compare = (field, value, parameters) => {
  if (field.type !== "timestamptz" || !/^\d{4}-\d{2}-\d{2}$/.test(String(value)))
    return operator("<=")(field, value, parameters);
  return `${field.sql} < ${parameters.add(value, "timestamptz")} + interval '1 day'`;
};

function between(field: SqlField, value: unknown, parameters: Parameters): string {
  if (!Array.isArray(value) || value.length !== 2) throw new QueryError("invalid-value", "区间条件需要起止两个值");
  return `${operator(">=")(field, value[0], parameters)} and ${upTo(field, value[1], parameters)}`;
}

function within(field: SqlField, value: unknown, parameters: Parameters): string {
  const code = String(value);
  if (!/^\d{12}$/.test(code)) throw new QueryError("invalid-value", "区划代码应为 12 位数字");
  const prefix = divisionPrefix(code);
  const last = prefix.padEnd(12, "9");
  // Indexes hold the division, not the district that follows from it.
  const held = field.from && prefix.length <= 6 ? { ...field, sql: field.from } : field;
  return `${operator(">=")(held, code, parameters)} and ${operator("<=")(held, last, parameters)}`;
}

/** The digits that a division shares with everything below it: 2, 6, 9 or all 12. */
export function divisionPrefix(code: string): string {
  for (const length of [2, 6, 9]) if (/^0*$/.test(code.slice(length))) return code.slice(0, length);
  return code;
}

const comparisons: Record<NonNullable<Condition["op"]>, Compare> = {
  eq: (field, value, parameters) =>
    value === true && field.type === "boolean"
      ? field.sql
      : field.type === "text[]"
        ? overlaps(field, value, parameters)
        : operator("=")(field, value, parameters),
  ne: (field, value, parameters) =>
    field.type === "text[]"
      ? `not coalesce(${overlaps(field, value, parameters)}, false)`
      : operator("is distinct from")(field, value, parameters),
  in: (field, value, parameters) =>
    field.type === "text[]"
      ? overlaps(field, value, parameters)
      : `${field.sql} = any(${parameters.addList(listOf(value), field.type)})`,
  lt: operator("<"),
  lte: upTo,
  gt: operator(">"),
  gte: operator(">="),
  between,
  contains: like((text) => `%${text}%`),
  startsWith: like((text) => `${text}%`),
  isNull: (field) => `${field.sql} is null`,
  notNull: (field) => `${field.sql} is not null`,
  within,
};

const maxDepth = 12;

type Part = (inner: Condition) => string;

const isMember = ({ field, op, value }: Condition) => field !== undefined && op === "eq" && value === true;

/** Of alternatives the one that is membership in a set of keys, where all the others can be asked of rows of that set. */
function memberAmong(alternatives: readonly Condition[], scope: FieldScope) {
  const at = alternatives.findIndex((one) => isMember(one) && scope(one.field as string).members);
  const members = at < 0 ? undefined : scope(alternatives[at]?.field as string).members;
  const others = alternatives.filter((_, place) => place !== at);
  return members && others.flatMap(conditionFields).every(members.holds) ? { members, others } : undefined;
}

/** Whether a condition's rows are found from a set of keys, all of which has to be read before any can be put in order. */
export function comesFromKeys(condition: Condition, scope: FieldScope): boolean {
  const { all, any, field } = condition;
  if (all) return all.some((part) => comesFromKeys(part, scope));
  if (any) return memberAmong(any, scope) !== undefined;
  return isMember(condition) && scope(field as string).members !== undefined;
}

/**
 * One of several. Where one of them is that the row is in a set of keys, the others become rows of that set: a set that
 * stands in an `or` would be searched for every row of the table, by itself it leads to its rows.
 */
function anyOf(alternatives: readonly Condition[], scope: FieldScope, part: Part): string {
  const found = memberAmong(alternatives, scope);
  if (!found || found.others.length === 0) return `(${alternatives.map(part).join(" or ")})`;
  const { members, others } = found;
  return `(${members.key} in (${members.keys} union all ${members.keysWhere(others.map(part).join(" or "))}))`;
}

/** One boolean SQL expression for a condition; an empty one of `all` is true, of `any` false. */
export function compileCondition(condition: Condition, scope: FieldScope, parameters: Parameters, depth = 0): string {
  if (depth > maxDepth) throw new QueryError("invalid-value", "查询条件嵌套过深，请简化");
  const part: Part = (inner) => compileCondition(inner, scope, parameters, depth + 1);
  if (condition.all) return condition.all.length === 0 ? "true" : `(${condition.all.map(part).join(" and ")})`;
  if (condition.any) return condition.any.length === 0 ? "false" : anyOf(condition.any, scope, part);
  if (condition.not) return `(not coalesce(${part(condition.not)}, false))`;
  if (!condition.field || !condition.op || !Object.hasOwn(comparisons, condition.op)) {
    throw new QueryError("invalid-value", "查询条件不完整：需要字段、比较方式和值");
  }
  return `(${comparisons[condition.op](scope(condition.field), condition.value, parameters)})`;
}
