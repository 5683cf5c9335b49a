import type { Measure } from "../../engine/definition/meta/views.gen.ts";
import type { Query } from "../../engine/view/index.ts";
import type { Catalog } from "./catalog.ts";
import { compileCondition } from "./condition.ts";
import { Parameters } from "./parameters.ts";
import { QueryError } from "./problem.ts";
import { type Source, sourceOf } from "./source.ts";
import type { SqlField } from "./sql-type.ts";

/** A statement ready to send; `d0..` hold the dimensions and `m0..` the measures, in the query's order. */
export interface CompiledStatistics {
  text: string;
  values: unknown[];
  dimensions: { key: string; alias: string }[];
  measures: { key: string; alias: string }[];
}

/** More groups than anybody reads; the statement asks for one more, so that the excess is seen. */
export const maxGroups = 20_000;

function aggregate(measure: Measure, source: Source): string {
  if (measure.fn === "count" && !measure.field) return "count(*)";
  if (!measure.field) throw new QueryError("unknown-field", `统计项“${measure.title}”没有指明字段`);
  const { sql } = source.field(measure.field);
  if (measure.fn === "countDistinct") return `count(distinct ${sql})`;
  if (measure.fn === "ratio")
    throw new QueryError("unknown-field", `统计项“${measure.title}”由其他统计项算出，不能查询`);
  return `${measure.fn}(${sql})`;
}

const patterns = { year: "YYYY", quarter: 'YYYY-"Q"Q', month: "YYYY-MM" } as const;

/** What rows are grouped by, and how a group is called. */
interface Grouping {
  by: string;
  key: string;
}

/**
 * The period that a day, or a moment in Beijing, lies in: rows are grouped by its first moment and only groups get its key,
 * for writing it costs more than counting the row. @throws QueryError for a field that is neither.
 */
function periodOf({ sql, type }: SqlField, by: keyof typeof patterns): Grouping {
  if (type !== "date" && type !== "timestamptz")
    throw new QueryError("unknown-field", "只有日期和时间能按年、季、月统计");
  const local = type === "date" ? `${sql}::timestamp` : `(${sql} at time zone 'Asia/Shanghai')`;
  const first = `date_trunc('${by}', ${local})`;
  return { by: first, key: `to_char(${first}, '${patterns[by]}')` };
}

/** Group by and filtered aggregates in one statement; ratios are left to whoever has the parts. */
export function compileStatistics(query: Query, catalog: Catalog): CompiledStatistics {
  const parameters = new Parameters();
  const source = sourceOf(query, catalog, parameters);
  const dimensions = (query.groupBy ?? []).map(({ key, field, by }, at) => ({
    key,
    alias: `d${at}`,
    grouping: by ? periodOf(source.field(field), by) : { by: String(at + 1), key: source.field(field).sql },
  }));
  const measures = (query.measures ?? [])
    .filter(({ fn }) => fn !== "ratio")
    .map((measure, at) => {
      const filter = measure.where
        ? ` filter (where ${compileCondition(measure.where, source.field, parameters)})`
        : "";
      return { key: measure.key, alias: `m${at}`, sql: aggregate(measure, source) + filter };
    });
  const where = [...source.where];
  if (query.where) where.push(compileCondition(query.where, source.field, parameters));
  const keys = dimensions.map(({ grouping, alias }) => `${grouping.key} as ${alias}`);
  const list = [...keys, ...measures.map(({ sql, alias }) => `${sql} as ${alias}`)].join(", ");
  const groups = dimensions.map(({ grouping }) => grouping.by).join(", ");
  const text = `select ${list || "1"} from ${source.from} where ${where.join(" and ")}${groups ? ` group by ${groups}` : ""} limit ${maxGroups + 1}`;
  const named = ({ key, alias }: { key: string; alias: string }) => ({ key, alias });
  return { text, values: parameters.values, dimensions: dimensions.map(named), measures: measures.map(named) };
}
