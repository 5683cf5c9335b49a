import { isMonth } from "../formats.ts";
import type { Field, FieldTerm } from "./field-table.ts";

type Value = FieldTerm["value"];

const isDay = (text: string): boolean => {
  const [year, month, day] = text.split("-").map(Number);
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day
  );
};

const isText =
  (fits: (text: string) => boolean) =>
  (value: Value): boolean =>
    typeof value === "string" && fits(value);

/** What a fixed value must be for the field to be held against it, and what the kind is called. */
const fitting: Partial<Record<Field["kind"], { title: string; fits(value: Value): boolean; way: string }>> = {
  number: { title: "数字", fits: (value) => typeof value === "number", way: "请填写一个数" },
  money: { title: "金额", fits: (value) => typeof value === "number", way: "请填写一个数" },
  computed: { title: "计算值", fits: (value) => typeof value === "number", way: "请填写一个数" },
  date: { title: "日期", fits: isText(isDay), way: "请写成年月日，如 2026-03-15" },
  month: { title: "月份", fits: isText(isMonth), way: "请写成年月，如 2026-03" },
  year: { title: "年度", fits: isText((text) => /^\d{4}$/.test(text)), way: "请写成四位年份，如 2026" },
  select: { title: "下拉选择", fits: isText(() => true), way: "请选择一个选项" },
  radio: { title: "单选", fits: isText(() => true), way: "请选择一个选项" },
  boolean: { title: "是否", fits: (value) => typeof value === "boolean", way: "请选择是或否" },
  text: { title: "单行文本", fits: isText(() => true), way: "请填写文字" },
};

const shown = (value: Value): string => (typeof value === "boolean" ? (value ? "是" : "否") : String(value));

/** What is wrong with holding a field against a fixed value; undefined when its kind can be. */
export function valueProblem(field: Field, value: Value): string | undefined {
  const rule = fitting[field.kind];
  if (!rule || rule.fits(value)) return undefined;
  return `“${field.title}”的类型是“${rule.title}”，不能与“${shown(value)}”比较，${rule.way}`;
}
