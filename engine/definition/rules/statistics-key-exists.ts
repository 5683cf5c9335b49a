import type { StatisticsView } from "../meta/views.gen.ts";
import type { Finding, Rule } from "./rule.ts";

function faults({ dimensions, measures, rows, columns, charts }: StatisticsView): [string, string][] {
  const dimensionKeys = dimensions.map(({ key }) => key);
  const measureKeys = measures.map(({ key }) => key);
  const plain = measures.filter(({ fn }) => fn !== "ratio").map(({ key }) => key);
  const all = [...dimensionKeys, ...measureKeys];
  const missing = (keys: readonly string[], known: readonly string[], part: string, what: string): [string, string][] =>
    keys.flatMap((key, at): [string, string][] =>
      known.includes(key) ? [] : [[`${part}/${at}`, `${what}“${key}”不存在`]],
    );
  return [
    ...all.flatMap((key, at): [string, string][] =>
      all.indexOf(key) < at ? [["measures", `口径或指标的标识“${key}”用了两次`]] : [],
    ),
    ...missing(rows, dimensionKeys, "rows", "行口径"),
    ...missing(columns ?? [], dimensionKeys, "columns", "列口径"),
    ...rows
      .filter((key) => columns?.includes(key))
      .map((key): [string, string] => ["columns", `口径“${key}”不能既在行又在列`]),
    ...measures.flatMap(({ fn, of, field, title }, at): [string, string][] => {
      if (fn === "ratio")
        return of
          ? missing(of, plain, `measures/${at}/of`, `“${title}”的分子或分母`)
          : [[`measures/${at}`, `“${title}”没有写 of（分子、分母）`]];
      return fn !== "count" && field === undefined ? [[`measures/${at}`, `“${title}”没有写要计算的字段 field`]] : [];
    }),
    ...missing(
      (charts ?? []).map(({ measure }) => measure),
      measureKeys,
      "charts",
      "图表的指标",
    ),
    ...missing(
      (charts ?? []).map(({ dimension }) => dimension),
      dimensionKeys,
      "charts",
      "图表的口径",
    ),
  ];
}

/** Rows, columns, ratios and charts of a statistics view name its own dimensions and measures. */
export const statisticsKeyExists: Rule = {
  name: "statistics-key-exists",
  check: ({ pkg: { views } }) =>
    (views.statistics ?? []).flatMap((view, at) =>
      faults(view).map(
        ([part, message]): Finding => ({
          file: "views.json",
          pointer: `/statistics/${at}/${part}`,
          message: `统计表“${view.title}”：${message}`,
          hint: "请改成 dimensions 或 measures 中已有的标识",
        }),
      ),
    ),
};
