import { originField } from "../../view/statistics-query.ts";
import type { Finding, Rule } from "./rule.ts";
import { countedViews } from "./statistics-sources.ts";

/** The list behind a number exists, is of the same record type and source, and can be filtered by every dimension. */
export const drillListExists: Rule = {
  name: "drill-list-exists",
  check: (context) =>
    countedViews(context).flatMap(({ view, views, pointer }): Finding[] => {
      if (view.drill === undefined) return [];
      const place = { file: "views.json", pointer: `${pointer}/drill` };
      const list = views.lists?.find(({ key }) => key === view.drill);
      if (!list) {
        return [
          {
            ...place,
            message: `统计表“${view.title}”的明细列表“${view.drill}”不存在`,
            hint: "请改成 lists 中的一个列表",
          },
        ];
      }
      if (list.recordType !== view.recordType || (list.of ?? "record") !== (view.of ?? "record")) {
        return [
          {
            ...place,
            message: `统计表“${view.title}”和明细列表“${list.title}”统计的不是同一种记录，点开的明细会对不上数`,
            hint: "请让两者的 recordType 和 of 相同",
          },
        ];
      }
      const usable = new Set([...list.columns, ...(list.filters ?? [])].map(({ field }) => field));
      const lacking = [...view.dimensions, ...(view.filters ?? [])]
        .map(({ field }) => field)
        .filter((field) => field !== originField && !usable.has(field));
      if (lacking.length === 0) return [];
      return [
        {
          ...place,
          message: `明细列表“${list.title}”不能按“${[...new Set(lacking)].join("、")}”筛选，统计表“${view.title}”的数字打不开明细`,
          hint: "请把这些字段加进明细列表的 filters 或 columns",
        },
      ];
    }),
};
