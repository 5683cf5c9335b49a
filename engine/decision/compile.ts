import { checkExpression, type Problem } from "../expression/index.ts";
import { ModelError } from "../process/error.ts";
import { child, children, extension, type Moddle, text, word } from "../process/moddle.ts";
import type { DecisionModel, DecisionNode, LiteralModel } from "./model.ts";
import { titleOf } from "./model.ts";
import { parseDmn } from "./parse.ts";
import { isFeel, readTable } from "./read-table.ts";
import { requirementProblems } from "./requirements.ts";
import { typeReader } from "./types.ts";

/** Most decisions in a file. */
const MAX_DECISIONS = 100;

/** Compiles DMN XML into a frozen model; throws ModelError naming table, rule and column of whatever is wrong. */
export async function compileDecision(xml: string): Promise<DecisionModel> {
  const definitions = await parseDmn(xml);
  const reader = new Reader(definitions);
  const model = reader.read();
  const problems = [...reader.problems, ...requirementProblems(model)];
  if (problems.length > 0) throw new ModelError(problems);
  return deepFreeze(model);
}

/** Reads DMN XML without throwing; the model is absent when anything is wrong with it. */
export async function checkDecision(xml: string): Promise<{ model?: DecisionModel; problems: Problem[] }> {
  try {
    return { model: await compileDecision(xml), problems: [] };
  } catch (error) {
    if (error instanceof ModelError) return { problems: error.problems };
    throw error;
  }
}

/** Where problems of a decision are gathered; each is told after the decision's name. */
export type Report = (rule: string, message: string) => void;

class Reader {
  readonly problems: Problem[] = [];
  private readonly definitions: Moddle;

  constructor(definitions: Moddle) {
    this.definitions = definitions;
  }

  read(): DecisionModel {
    const id = text(this.definitions, "id") ?? "";
    const model: DecisionModel = { modelVersion: 1, id, name: text(this.definitions, "name") ?? "", decisions: {} };
    if (children(this.definitions, "import").length > 0) {
      this.add("decision-supported", "决策文件引用了别的文件（import），本系统不支持，请把用到的决策放在同一个文件里");
    }
    if (!isFeel(this.definitions)) this.add("decision-language", "决策文件的表达式语言不是 FEEL，请改用 FEEL");
    const elements = children(this.definitions, "drgElement");
    for (const element of elements) this.element(element, model);
    if (elements.every((element) => word(element) !== "Decision")) {
      this.add("decision-one", "决策文件中没有决策，请先画出决策表");
    }
    if (Object.keys(model.decisions).length > MAX_DECISIONS) {
      this.add("decision-size", `决策文件中有超过 ${MAX_DECISIONS} 个决策，请拆成几个文件`);
    }
    return model;
  }

  private element(element: Moddle, model: DecisionModel): void {
    const kind = word(element);
    if (kind === "InputData" || kind === "KnowledgeSource") return;
    const id = element.id;
    const name = text(element, "name") ?? "";
    if (kind !== "Decision") {
      const message = `决策文件中的“${name || id}”是 ${kind}（业务知识模型、决策服务等），本系统不支持，请改用决策表或表达式`;
      this.add("decision-supported", message);
      return;
    }
    if (!id || id in {}) {
      this.add("xml-id", `决策“${name}”的编号“${id ?? ""}”不能使用，请换一个编号`);
      return;
    }
    const node = this.decision(element, { id, name });
    if (node) model.decisions[id] = node;
  }

  private decision(source: Moddle, named: { id: string; name: string }): DecisionNode | undefined {
    const report: Report = (rule, message) => this.add(rule, `决策${titleOf(named)}${message}`);
    if (children(source, "knowledgeRequirement").length > 0) {
      report("decision-supported", "要求了业务知识模型，本系统不支持，请改用决策表或表达式");
    }
    const logic = this.logic(source, report);
    if (!logic) return undefined;
    const requires = children(source, "informationRequirement").flatMap((requirement) => {
      const href = text(child(requirement, "requiredDecision"), "href");
      return href === undefined ? [] : [href.replace(/^#/, "")];
    });
    const variable = text(child(source, "variable"), "name") ?? (named.name || named.id);
    // dmn-moddle does not know Camunda's words, so the name is as it stands in the text.
    const versionTag = text(extension(source, "zeebe:versionTag"), "value");
    return { ...named, variable, requires, ...(versionTag === undefined ? {} : { versionTag }), logic };
  }

  private logic(source: Moddle, report: Report): DecisionNode["logic"] | undefined {
    const logic = child(source, "decisionLogic");
    const types = typeReader(this.definitions);
    if (logic && word(logic) === "DecisionTable") return readTable(logic, types, report);
    if (logic && word(logic) === "LiteralExpression") return readLiteral(source, logic, types, report);
    if (logic) report("decision-supported", `用了 ${word(logic)}，本系统只支持决策表和单个表达式，请改写`);
    else report("decision-empty", "没有内容，请填写决策表或表达式");
    return undefined;
  }

  private add(rule: string, message: string): void {
    this.problems.push({ rule, severity: "error", message });
  }
}

function readLiteral(
  source: Moddle,
  logic: Moddle,
  types: ReturnType<typeof typeReader>,
  report: Report,
): LiteralModel | undefined {
  const expression = text(logic, "text") ?? "";
  const ref = text(logic, "typeRef") ?? text(child(source, "variable"), "typeRef");
  const type = types(ref);
  const problem = isFeel(logic) ? checkExpression(expression) : undefined;
  if (problem === undefined) report("decision-language", "的表达式语言不是 FEEL，请改用 FEEL");
  else if (problem) report("decision-cell", `的表达式有误：${problem.message}`);
  if (!type) report("decision-type", `的类型“${ref}”没有定义，请改用 string、number、boolean、date 等类型`);
  return type && { kind: "literal", expression, type };
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
