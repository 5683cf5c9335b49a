import type { OutputModel, TableModel } from "./model.ts";

/** A rule that matched: its number as people count, and its answers by column. */
export type Hit = { rule: number; values: unknown[] };

/** What a table answers, or why it cannot (zh-CN, to follow the table's name). */
export type Answer = { ok: true; value: unknown } | { ok: false; message: string };

/** Answers for several rows at once, or for none, as the table's hit policy says. */
export function answerOf(table: TableModel, hits: readonly Hit[]): Answer {
  const { hitPolicy } = table;
  if (hitPolicy === "COLLECT" && table.aggregation !== undefined) return aggregate(table, hits);
  if (hitPolicy === "COLLECT" || hitPolicy === "RULE ORDER") return list(table, hits);
  if (hitPolicy === "OUTPUT ORDER") return list(table, byPriority(table, hits));
  const [first, second] = hitPolicy === "PRIORITY" ? byPriority(table, hits) : hits;
  if (!first) return { ok: false, message: "没有一条规则符合，请补充规则或设置默认输出" };
  if (second && hitPolicy === "UNIQUE") {
    const rules = hits.map(({ rule }) => rule).join("、");
    return { ok: false, message: `的命中策略是 U（唯一），但第 ${rules} 条规则同时符合，请修改使其互不重叠` };
  }
  const other = hitPolicy === "ANY" && hits.find(({ values }) => key(values) !== key(first.values));
  if (other) {
    const message = `的命中策略是 A（任一），但第 ${first.rule} 条与第 ${other.rule} 条规则同时符合而输出不同，请改成一致`;
    return { ok: false, message };
  }
  return { ok: true, value: row(table, first.values) };
}

/** One answer for one output column, else an object by column name. */
export function row({ outputs }: TableModel, values: readonly unknown[]): unknown {
  if (outputs.length === 1) return values[0];
  return Object.fromEntries(outputs.map(({ name }, column) => [name, values[column]]));
}

function list(table: TableModel, hits: readonly Hit[]): Answer {
  return { ok: true, value: hits.map(({ values }) => row(table, values)) };
}

/** Rows in the order of their columns' allowed values; equal ones stay in the order of the rules. */
function byPriority({ outputs }: TableModel, hits: readonly Hit[]): Hit[] {
  return [...hits].sort((a, b) => {
    for (const [column, output] of outputs.entries()) {
      const difference = rank(output, a.values[column]) - rank(output, b.values[column]);
      if (difference !== 0) return difference;
    }
    return a.rule - b.rule;
  });
}

function rank({ values }: OutputModel, value: unknown): number {
  if (!values) return 0;
  const at = values.findIndex((each) => key(each) === key(value));
  return at < 0 ? values.length : at;
}

function aggregate(table: TableModel, hits: readonly Hit[]): Answer {
  if (table.aggregation === "COUNT") return { ok: true, value: hits.length };
  if (hits.length === 0) return { ok: true, value: null };
  const values = hits.map((hit) => hit.values[0]);
  const odd = values.findIndex((value) => typeof value !== "number" && !isOrdered(table, value));
  if (odd >= 0) {
    const found = JSON.stringify(values[odd]);
    return { ok: false, message: `要汇总，但第 ${hits[odd]?.rule} 条规则的输出 ${found} 不能汇总，请填写数字` };
  }
  if (table.aggregation === "SUM") return { ok: true, value: sum(values as number[]) };
  const sorted = [...(values as (number | string)[])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { ok: true, value: table.aggregation === "MIN" ? sorted[0] : sorted.at(-1) };
}

/** ISO dates and plain texts have an order too, but no sum. */
function isOrdered(table: TableModel, value: unknown): boolean {
  return table.aggregation !== "SUM" && typeof value === "string";
}

/** 0.1 + 0.2 is 0.3: what binary addition adds in the sixteenth digit is taken off. */
function sum(values: readonly number[]): number {
  return Number(values.reduce((total, value) => total + value, 0).toPrecision(15));
}

function key(value: unknown): string {
  return JSON.stringify(value);
}
