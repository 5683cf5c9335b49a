import { checkExpression } from "../../expression/index.ts";
import { fieldKinds, type Problem } from "../dialect.ts";
import { safePattern } from "../pattern.ts";
import { formatPointer } from "../pointer.ts";
import { checkProblems } from "./checks.ts";
import type { Field, FieldTable } from "./field-table.ts";
import { unknownTitle } from "./formula.ts";
import { fieldName } from "./ids.ts";
import { linkProblems } from "./links.ts";
import { levelProblems } from "./needs.ts";

type Path = (string | number)[];
type Check = (field: Field, label: string) => [key: keyof Field, message: string] | undefined;

const duplicates = <T>(values: T[]) => new Set(values.filter((value, at) => values.indexOf(value) !== at));
const chosen = new Set(["select", "radio", "multiSelect"]);

function optionProblem({ kind, options, list }: Field, label: string): ReturnType<Check> {
  if (!chosen.has(kind) || list) return undefined;
  if (!options?.length) return ["options", `${label}还没有选项，请至少加一个选项或选用代码表`];
  if (options.some((option) => !option.value || !option.label.trim()))
    return ["options", `${label}有空白的选项，请填写或删去`];
  const twice = [
    ...duplicates(options.map((option) => option.label)),
    ...duplicates(options.map((option) => option.value)),
  ];
  return twice.length > 0 ? ["options", `${label}的选项“${twice[0]}”重复，请改名或删去一个`] : undefined;
}

function patternProblem({ pattern }: Field, label: string): ReturnType<Check> {
  try {
    if (pattern) safePattern(pattern);
    return undefined;
  } catch {
    return ["pattern", `${label}的正则表达式无法使用（不支持前后查找和反向引用），请改写`];
  }
}

function formulaProblem({ kind, formula }: Field, label: string): ReturnType<Check> {
  if (kind !== "computed") return undefined;
  if (!formula?.trim()) return ["formula", `${label}还没有计算公式`];
  const unknown = unknownTitle(formula);
  if (unknown !== undefined)
    return ["formula", `${label}的计算公式里的【${unknown}】不是这张表的字段，请从“插入字段”中选`];
  const problem = checkExpression(formula);
  return problem ? ["formula", `${label}的计算公式有误：${problem.message}`] : undefined;
}

const checks: Check[] = [
  ({ title }) => (title.trim() ? undefined : ["title", "有一个字段没有名称，请填写"]),
  ({ title }, label) =>
    title.length > 100 ? ["title", `${label}的名称超过 100 个字，请缩短，说明请写在“填写说明”里`] : undefined,
  ({ kind }, label) => (fieldKinds.includes(kind) ? undefined : ["kind", `${label}的类型“${kind}”不认识，请重新选择`]),
  (field, label) =>
    /^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(fieldName(field))
      ? undefined
      : ["name", `${label}的英文名应以字母开头，只用字母、数字和下划线`],
  optionProblem,
  patternProblem,
  ({ kind, columns }, label) =>
    kind === "subTable" && !columns?.length ? ["columns", `${label}是子表，还没有列，请至少加一列`] : undefined,
  ({ min, max }, label) =>
    min !== undefined && max !== undefined && min > max
      ? ["min", `${label}的最小值 ${min} 大于最大值 ${max}，请调整`]
      : undefined,
  ({ decimals }, label) =>
    decimals !== undefined && !(Number.isInteger(decimals) && decimals >= 0 && decimals <= 6)
      ? ["decimals", `${label}的小数位数应为 0 到 6`]
      : undefined,
  ({ maxLength }, label) =>
    maxLength !== undefined && !(maxLength >= 1 && maxLength <= 20_000)
      ? ["maxLength", `${label}的最多字数应为 1 到 20000`]
      : undefined,
  ({ maxItems }, label) =>
    maxItems !== undefined && !(maxItems >= 1 && maxItems <= 10_000)
      ? ["maxItems", `${label}的最多行数应为 1 到 10000`]
      : undefined,
  ({ kind, recordType, row }, label) =>
    kind === "reference" && !recordType && !row ? ["recordType", `${label}还没有选择关联哪种记录`] : undefined,
  formulaProblem,
  ({ span }, label) =>
    span !== undefined && !(Number.isInteger(span) && span >= 1 && span <= 24)
      ? ["span", `${label}的宽度应为 1 到 24 格`]
      : undefined,
];

function fieldProblems(field: Field, path: Path, nested: boolean): Problem[] {
  const label = `“${field.title.trim() || "未命名字段"}”`;
  const found: Problem[] = checks.flatMap((check) => {
    const problem = check(field, label);
    return problem ? [{ pointer: formatPointer([...path, problem[0]]), message: problem[1] }] : [];
  });
  if (nested && field.kind === "subTable")
    found.push({ pointer: formatPointer([...path, "kind"]), message: `${label}：子表里不能再放子表` });
  if (nested && fieldName(field) === "id")
    found.push({ pointer: formatPointer([...path, "name"]), message: `${label}：英文名 id 是行号专用，请换一个` });
  return [...found, ...listProblems(field.columns ?? [], [...path, "columns"], true)];
}

function listProblems(fields: Field[], path: Path, nested: boolean): Problem[] {
  const titles = duplicates(fields.map(({ title }) => title.trim()).filter(Boolean));
  const names = duplicates(fields.map(fieldName));
  return fields.flatMap((field, at) => {
    const here = [...path, at];
    const problems = fieldProblems(field, here, nested);
    if (titles.has(field.title.trim()))
      problems.push({ pointer: formatPointer([...here, "title"]), message: `字段名称“${field.title}”重复，请改名` });
    if (names.has(fieldName(field)))
      problems.push({ pointer: formatPointer([...here, "name"]), message: `英文名“${fieldName(field)}”重复，请改名` });
    return problems;
  });
}

const allFields = (fields: Field[]): Field[] => fields.flatMap((field) => [field, ...allFields(field.columns ?? [])]);

/** What keeps a field table from becoming a form, each with the place and the way out; empty when nothing does. */
export function fieldTableProblems(table: FieldTable): Problem[] {
  if (table.fields.length === 0) return [{ pointer: "/fields", message: "还没有字段，请至少加一个字段" }];
  const fields = allFields(table.fields);
  const problems = listProblems(table.fields, ["fields"], false);
  if (fields.length > 500)
    problems.push({ pointer: "/fields", message: `字段共 ${fields.length} 个，超过 500 个，请拆成几张表单` });
  for (const id of duplicates(fields.map((field) => field.id))) {
    problems.push({ pointer: "/fields", message: `字段标识“${id}”重复，请删去其中一个后重新添加` });
  }
  for (const field of fields) {
    if (!table.retired?.includes(field.id)) continue;
    problems.push({
      pointer: "/fields",
      message: `“${field.title}”用了已停用字段的标识“${field.id}”，请重新添加这个字段`,
    });
  }
  return [...problems, ...linkProblems(table), ...levelProblems(table), ...checkProblems(table)];
}
