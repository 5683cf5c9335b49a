import { compileFieldTable, type Field } from "../../../../engine/form/index.ts";

const options = (...labels: string[]) => labels.map((label, at) => ({ value: `o${at + 1}`, label }));

const rows: Field[] = [
  { id: "f_c1", name: "content", title: "推进事项", kind: "text", required: true, maxLength: 50 },
  { id: "f_c2", name: "status", title: "进展", kind: "select", options: options("未启动", "推进中", "已完成") },
  { id: "f_c3", name: "count", title: "数量", kind: "number", unit: "件", min: 0, decimals: 0 },
  { id: "f_c4", name: "price", title: "单价", kind: "money", unit: "万元", min: 0 },
  { id: "f_c5", name: "amount", title: "金额", kind: "computed", formula: "count * price", unit: "万元", decimals: 2 },
  { id: "f_c6", name: "due", title: "完成日期", kind: "date" },
];

const fields: Field[] = [
  {
    id: "f_1",
    name: "status",
    title: "完成情况",
    kind: "select",
    required: true,
    options: options("已完成", "正在推进", "未启动"),
    group: "完成情况",
  },
  {
    id: "f_2",
    name: "quantity",
    title: "完成数量",
    kind: "number",
    unit: "件",
    min: 0,
    max: 10000,
    decimals: 0,
    required: true,
    group: "完成情况",
    help: "本月新增，不含往期",
  },
  { id: "f_3", name: "month", title: "所属月份", kind: "month", required: true, group: "完成情况" },
  { id: "f_4", name: "investment", title: "投入资金", kind: "money", unit: "万元", group: "完成情况" },
  { id: "f_5", name: "publicised", title: "是否对外公布", kind: "boolean", required: true, group: "完成情况" },
  {
    id: "f_6",
    name: "channels",
    title: "公布渠道",
    kind: "multiSelect",
    options: options("政府网站", "公众号", "大厅公告"),
    group: "完成情况",
  },
  {
    id: "f_7",
    name: "measures",
    title: "推进措施",
    kind: "textarea",
    required: true,
    maxLength: 200,
    group: "推进情况",
  },
  { id: "f_8", name: "rows", title: "推进内容", kind: "subTable", columns: rows, maxItems: 200, group: "推进情况" },
  {
    id: "f_9",
    name: "total",
    title: "金额合计",
    kind: "computed",
    formula: "sum(rows[amount != null].amount)",
    unit: "万元",
    decimals: 2,
    group: "推进情况",
  },
  {
    id: "f_a",
    name: "files",
    title: "佐证材料",
    kind: "attachment",
    maxItems: 5,
    group: "推进情况",
    help: "盖章扫描件或现场照片",
  },
  { id: "f_b", name: "unit", title: "责任单位", kind: "orgUnit", required: true, group: "填报人" },
  { id: "f_c", name: "phone", title: "联系电话", kind: "phone", required: true, group: "填报人" },
  { id: "f_d", name: "period", title: "工作周期", kind: "dateRange", group: "填报人" },
  { id: "f_e", name: "code", title: "统一社会信用代码", kind: "creditCode", group: "填报人" },
];

/** A monthly report such as a district fills, made from a field table like an officer's. */
export const report = compileFieldTable({ fields });
