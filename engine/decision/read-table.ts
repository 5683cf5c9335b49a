import { checkExpression, checkUnaryTest, evaluateFeel } from "../expression/index.ts";
import { child, children, type Moddle, text } from "../process/moddle.ts";
import type { Report } from "./compile.ts";
import type { Aggregation, HitPolicy, InputModel, OutputModel, RuleModel, TableModel, TypeModel } from "./model.ts";
import { isTemporal } from "./types.ts";

/** Most rules of a table, and most cells of all of them. */
const MAX_RULES = 2000;
const MAX_CELLS = 10_000;

const POLICIES: ReadonlySet<string> = new Set<HitPolicy>([
  "UNIQUE",
  "ANY",
  "FIRST",
  "PRIORITY",
  "RULE ORDER",
  "OUTPUT ORDER",
  "COLLECT",
]);

type Types = (ref: string | undefined) => TypeModel | undefined;

/** Whether an element's expression language is FEEL, as it is when none is named. */
export function isFeel(source: Moddle | undefined): boolean {
  const language = text(source, "expressionLanguage");
  return language === undefined || /(^|\/)feel\/?$/i.test(language);
}

/** Reads a decision table; what is wrong with it is reported by rule and column. */
export function readTable(source: Moddle, types: Types, report: Report): TableModel | undefined {
  const hitPolicy = text(source, "hitPolicy") ?? "UNIQUE";
  if (!POLICIES.has(hitPolicy)) {
    report("decision-hit-policy", `的命中策略“${hitPolicy}”不认识，可用：U、A、F、P、R、O、C`);
    return undefined;
  }
  const aggregation = text(source, "aggregation") as Aggregation | undefined;
  const table: TableModel = {
    kind: "table",
    hitPolicy: hitPolicy as HitPolicy,
    ...(hitPolicy === "COLLECT" && aggregation !== undefined ? { aggregation } : {}),
    inputs: children(source, "input").map((input, index) => readInput(input, index, types, report)),
    outputs: children(source, "output").map((output, index) => readOutput(output, index, types, report)),
    rules: [],
  };
  const rules = children(source, "rule");
  const cells = rules.length * (table.inputs.length + table.outputs.length);
  if (rules.length > MAX_RULES || cells > MAX_CELLS) {
    report(
      "decision-size",
      `有 ${rules.length} 条规则、${cells} 个单元格，最多 ${MAX_RULES} 条、${MAX_CELLS} 个，请拆分`,
    );
    return undefined;
  }
  table.rules = rules.map((rule, index) => readRule(rule, index, table, report));
  checkShape(table, report);
  return table;
}

function checkShape(table: TableModel, report: Report): void {
  const { outputs, hitPolicy, aggregation } = table;
  if (outputs.length === 0) report("decision-output", "没有输出列，请至少添加一个输出列");
  const names = outputs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (outputs.length > 1 && (names.includes("") || twice !== undefined)) {
    report("decision-output", `有几个输出列，每列都要有不同的名称${twice ? `，“${twice}”重复了` : ""}，请修改`);
  }
  if (aggregation !== undefined && aggregation !== "COUNT" && outputs.length > 1) {
    report("decision-hit-policy", "要汇总（+、<、>）只能有一个输出列，请减少输出列或改用其他命中策略");
  }
  const ordered = hitPolicy === "PRIORITY" || hitPolicy === "OUTPUT ORDER";
  if (ordered && outputs.every(({ values }) => values === undefined)) {
    report("decision-hit-policy", "按优先级取结果，输出列须按从高到低列出允许值，请补充输出值列表");
  }
}

function typeOf(ref: string | undefined, column: string, types: Types, report: Report): TypeModel {
  const type = types(ref);
  if (!type) {
    report("decision-type", `“${column}”列的类型“${ref}”没有定义，请改用 string、number、boolean、date 等类型`);
  }
  return type ?? { base: "any" };
}

function readInput(source: Moddle, index: number, types: Types, report: Report): InputModel {
  const asked = child(source, "inputExpression");
  const expression = text(asked, "text") ?? "";
  const title = text(source, "label") ?? (expression || `第 ${index + 1} 个输入`);
  const problem = isFeel(asked) ? checkExpression(expression) : undefined;
  if (problem === undefined) report("decision-language", `“${title}”列的表达式语言不是 FEEL，请改用 FEEL`);
  else if (problem) report("decision-cell", `“${title}”列的输入表达式有误：${problem.message}`);
  const type = typeOf(text(asked, "typeRef"), title, types, report);
  const allowed = text(child(source, "inputValues"), "text");
  if (allowed === undefined) return { title, expression, type };
  checkCell(allowed, `“${title}”列的允许值`, type, report);
  return { title, expression, type: { ...type, allowed } };
}

function readOutput(source: Moddle, index: number, types: Types, report: Report): OutputModel {
  const name = text(source, "name") ?? "";
  const title = text(source, "label") ?? (name || `第 ${index + 1} 个输出`);
  const type = typeOf(text(source, "typeRef"), title, types, report);
  const output: OutputModel = { name, title, type };
  const otherwise = text(child(source, "defaultOutputEntry"), "text");
  if (otherwise !== undefined) {
    output.otherwise = otherwise;
    const problem = checkExpression(otherwise);
    if (problem) report("decision-cell", `“${title}”列的默认输出有误：${problem.message}`);
  }
  const allowed = text(child(source, "outputValues"), "text") ?? type.allowed;
  if (allowed === undefined) return output;
  output.type = { ...type, allowed };
  checkCell(allowed, `“${title}”列的允许值`, type, report);
  const values = evaluateFeel(`[${allowed}]`, {});
  if (values.ok && Array.isArray(values.value)) output.values = values.value;
  return output;
}

function readRule(source: Moddle, index: number, table: TableModel, report: Report): RuleModel {
  const tests = children(source, "inputEntry");
  const outputs = children(source, "outputEntry");
  const place = `第 ${index + 1} 条规则`;
  if (tests.length !== table.inputs.length || outputs.length !== table.outputs.length) {
    const found = `${tests.length} 个输入、${outputs.length} 个输出`;
    report("decision-cell", `${place}有 ${found}，与表头的列数不符，请补齐单元格`);
  }
  return {
    id: source.id ?? `${index + 1}`,
    tests: table.inputs.map(({ title, type }, column) => {
      const test = text(tests[column], "text") ?? "-";
      if (!isFeel(tests[column])) report("decision-language", `${place}“${title}”列的表达式语言不是 FEEL，请改用 FEEL`);
      else checkCell(test, `${place}“${title}”列`, type, report);
      return test;
    }),
    outputs: table.outputs.map(({ title }, column) => {
      const output = text(outputs[column], "text") ?? "null";
      const problem = checkExpression(output);
      if (problem) report("decision-cell", `${place}“${title}”列的“${output.slice(0, 40)}”有误：${problem.message}`);
      return output;
    }),
  };
}

const TEMPORAL_BOUND = /^(?!.*\?).*(?:\b(?:date|time|duration)\s*\(|@")/s;

function checkCell(cell: string, place: string, type: TypeModel, report: Report): void {
  const problem = checkUnaryTest(cell);
  if (problem) report("decision-cell", `${place}的“${cell.slice(0, 40)}”有误：${problem.message}`);
  else if (TEMPORAL_BOUND.test(cell.replace(/(?<!@)"[^"]*"(?!\s*\))/g, '""')) && !isTemporal(type)) {
    // A variable holds a date as text, and text and date have no order.
    report("decision-type", `${place}的“${cell.slice(0, 40)}”与日期或时间比较，请把该列的类型设为 date、dateTime 等`);
  }
}
