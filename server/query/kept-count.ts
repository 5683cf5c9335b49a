import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import { conditionFields, conjuncts, type Query } from "../../engine/view/index.ts";
import { divisionPrefix } from "./condition.ts";
import type { SqlField } from "./sql-type.ts";

/** A number kept up to date beside the rows, by unit and street and, where it has one, by a day. */
export interface KeptCount {
  /** Names it in the database: another condition is another number. */
  key: string;
  recordType: Query["recordType"];
  of: Query["of"];
  /** What every row counted meets, whoever asks. */
  fixed: Condition[];
  /** The field that the number is kept by the days of. */
  day?: string;
}

/** A query answered by a kept number, with what is asked besides of unit, division and day. */
export interface KeptAnswer {
  count: KeptCount;
  rest: Condition[];
}

const scopeFields = new Set(["$division", "$district", "$unit"]);

/** Numbers are kept by street: what lies within one cannot be told apart. */
const streetDigits = 9;

/** Whether a reader's own division is one that kept numbers tell apart from others. */
export function readsKeptCounts(divisionCode: string): boolean {
  return divisionPrefix(divisionCode).length <= streetDigits;
}

/** Whether a condition asks for no more than whose rows they are. */
export function isOfScope({ all, any, not, field, op, value }: Condition): boolean {
  const parts = [...(all ?? []), ...(any ?? []), ...(not ? [not] : [])];
  if (field === undefined) return parts.every(isOfScope);
  if (field === "$unit") return true;
  const code = String(value);
  return scopeFields.has(field) && op === "within" && (code.startsWith("=") || readsKeptCounts(code));
}

const text = (condition: Condition) => JSON.stringify(condition);

function answeredBy(count: KeptCount, query: Pick<Query, "recordType" | "of">, asked: readonly Condition[]) {
  if (count.recordType !== query.recordType || count.of !== query.of) return undefined;
  const missing = new Set(count.fixed.map(text));
  const rest = asked.filter(
    (part) => !missing.delete(text(part)) && !count.fixed.some((one) => text(one) === text(part)),
  );
  const tellable = rest.every((part) => isOfScope(part) || conditionFields(part).every((field) => field === count.day));
  return missing.size === 0 && tellable ? { count, rest } : undefined;
}

/** The kept number that a query's rows are counted by, where there is one. */
export function keptFor(
  query: Pick<Query, "recordType" | "of" | "where">,
  counts: readonly KeptCount[],
): KeptAnswer | undefined {
  const asked = conjuncts(query.where);
  for (const count of counts) {
    const found = answeredBy(count, query, asked);
    if (found) return found;
  }
  return undefined;
}

/** Fields of a kept number's rows, `k`; whatever else may be asked for is the day it is kept by. */
export function keptField(name: string): SqlField {
  if (name === "$kept") return { sql: "k.predicate", type: "text" };
  if (name === "$unit") return { sql: "k.org_unit_id", type: "bigint" };
  if (name === "$division") return { sql: "k.division_code", type: "text" };
  if (name === "$district")
    return { sql: "rpad(left(k.division_code, 6), 12, '0')", type: "text", from: "k.division_code" };
  return { sql: "k.day", type: "date" };
}
