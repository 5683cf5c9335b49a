/** Strings of the statistics page. */
export const statistics = {
  "statistics.table": "统计表",
  "statistics.charts": "图表",
  "statistics.rows": "行",
  "statistics.columns": "列",
  "statistics.print": "打印",
  "statistics.export": "导出 Excel",
  "statistics.openRows": "查看这个数字背后的记录",
  "statistics.chooseSource": "选择来源，查看这个数字背后的记录",
  "statistics.by": "{counted}（按{by}）",
  "statistics.empty": "没有符合条件的数据。请放宽上面的筛选条件，或等待各单位填报。",
} as const;
