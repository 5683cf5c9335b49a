import { checkExpression } from "../../expression/index.ts";
import type { Condition } from "../meta/views.gen.ts";
import type { Finding, Rule } from "./rule.ts";

const noValue = new Set(["isNull", "notNull"]);
const scalar = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
const scalars = (value: unknown): value is unknown[] => Array.isArray(value) && value.every(scalar);

const isFeel = (value: unknown): value is string => typeof value === "string" && value.startsWith("=");

function fault(condition: Condition): string | undefined {
  const forms = [condition.all, condition.any, condition.not, condition.field].filter((part) => part !== undefined);
  if (forms.length !== 1) return "条件应是 all、any、not、比较（field、op、value）四种写法中的恰好一种";
  if (condition.field === undefined) return undefined;
  const { op, value } = condition;
  if (!op) return `对“${condition.field}”的比较没有写 op`;
  if (noValue.has(op)) return value === undefined ? undefined : `“${op}”不需要 value`;
  const wrong = [value].flat().filter(isFeel).map(checkExpression).find(Boolean);
  if (wrong) return wrong.message;
  if (isFeel(value)) return undefined;
  if (op === "in") return scalars(value) ? undefined : "“in”的 value 应为一组值";
  if (op === "between") return scalars(value) && value.length === 2 ? undefined : "“between”的 value 应为两个值";
  if (op === "within") return /^\d{12}$/.test(String(value)) ? undefined : "“within”的 value 应为 12 位区划代码";
  return scalar(value) ? undefined : `“${op}”的 value 应为一个值`;
}

function faults(condition: Condition | undefined, file: string, pointer: string): Finding[] {
  if (!condition) return [];
  const message = fault(condition);
  const own: Finding[] = message ? [{ file, pointer, message, hint: "请按说明改写这个条件" }] : [];
  return [
    ...own,
    ...(condition.all ?? []).flatMap((part, at) => faults(part, file, `${pointer}/all/${at}`)),
    ...(condition.any ?? []).flatMap((part, at) => faults(part, file, `${pointer}/any/${at}`)),
    ...faults(condition.not, file, `${pointer}/not`),
  ];
}

/** Every condition says exactly one thing, with a value its comparison can use. */
export const conditionWellFormed: Rule = {
  name: "condition-well-formed",
  check: ({ pkg: { views, access } }) => [
    ...access.rules.flatMap(({ where }, at) => faults(where, "access.json", `/rules/${at}/where`)),
    ...(views.lists ?? []).flatMap(({ where, public: open }, at) => [
      ...faults(where, "views.json", `/lists/${at}/where`),
      ...faults(open?.where, "views.json", `/lists/${at}/public/where`),
    ]),
    ...(views.tiles ?? []).flatMap(({ where }, at) => faults(where, "views.json", `/tiles/${at}/where`)),
    ...(views.statistics ?? []).flatMap(({ where, measures, sources }, at) => [
      ...(sources ?? []).flatMap((source, step) =>
        faults(source.where, "views.json", `/statistics/${at}/sources/${step}/where`),
      ),
      ...faults(where, "views.json", `/statistics/${at}/where`),
      ...measures.flatMap((measure, step) =>
        faults(measure.where, "views.json", `/statistics/${at}/measures/${step}/where`),
      ),
    ]),
  ],
};
