import type { Field, FieldKind } from "../../../engine/form/index.ts";

/** A field kind as an officer picks it, in the order of the palette. */
export type KindChoice = { kind: FieldKind; title: string; group: string; hint: string };

/** The kinds a field table offers; kinds that need a programmer's settings (reference, serial, ...) are left out. */
export const kindChoices: KindChoice[] = [
  { kind: "text", title: "单行文本", group: "文字", hint: "名称、编号等一行文字" },
  { kind: "textarea", title: "多行文本", group: "文字", hint: "情况说明等较长文字" },
  { kind: "number", title: "数字", group: "数字", hint: "可统计求和，可带单位" },
  { kind: "money", title: "金额", group: "数字", hint: "保留两位小数" },
  { kind: "computed", title: "计算值", group: "数字", hint: "由其他字段算出，不用填写" },
  { kind: "date", title: "日期", group: "时间", hint: "年月日" },
  { kind: "month", title: "月份", group: "时间", hint: "年月" },
  { kind: "year", title: "年度", group: "时间", hint: "年" },
  { kind: "dateRange", title: "时间段", group: "时间", hint: "开始日期和结束日期" },
  { kind: "radio", title: "单选", group: "选择", hint: "选项少时平铺显示" },
  { kind: "select", title: "下拉选择", group: "选择", hint: "选项多时下拉" },
  { kind: "multiSelect", title: "多选", group: "选择", hint: "可选几项" },
  { kind: "boolean", title: "是否", group: "选择", hint: "是或否" },
  { kind: "division", title: "行政区划", group: "选择", hint: "从区划树中选" },
  { kind: "orgUnit", title: "部门", group: "选择", hint: "从机构中选" },
  { kind: "phone", title: "电话", group: "有校验", hint: "手机或座机，自动校验" },
  { kind: "idCard", title: "身份证号", group: "有校验", hint: "18 位，自动校验" },
  { kind: "creditCode", title: "统一社会信用代码", group: "有校验", hint: "18 位，自动校验" },
  { kind: "address", title: "地址", group: "有校验", hint: "详细地址" },
  { kind: "attachment", title: "附件", group: "文件", hint: "可传多个文件" },
  { kind: "image", title: "图片", group: "文件", hint: "照片、截图" },
  { kind: "subTable", title: "子表", group: "表格", hint: "一行一项，可从 Excel 粘贴" },
];

/** Chinese name of a kind. */
export const kindTitle = (kind: FieldKind): string => kindChoices.find((each) => each.kind === kind)?.title ?? kind;

/** Kinds a sub-table's column may have. */
export const columnKinds = kindChoices.filter(
  ({ kind }) => !["subTable", "attachment", "image", "dateRange", "multiSelect"].includes(kind),
);

/** Whether the kind takes its values from options. */
export const hasOptions = (kind: FieldKind): boolean => kind === "select" || kind === "radio" || kind === "multiSelect";

/** The field after a change of kind: settings the new kind has no use for are dropped. */
export function withKind(field: Field, kind: FieldKind): Field {
  const { id, name, title, required, help, group, span } = field;
  const kept: Field = { id, title, kind, required, help };
  if (name) kept.name = name;
  if (group) kept.group = group;
  if (span) kept.span = span;
  if (hasOptions(kind) && field.options) kept.options = field.options;
  if (kind === "number" || kind === "money" || kind === "computed") kept.unit = field.unit;
  if (kind === "computed") kept.formula = field.formula ?? "=0";
  if (kind === "subTable") kept.columns = field.columns ?? [];
  if (kind === "computed") kept.required = false;
  return kept;
}
