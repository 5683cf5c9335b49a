import { compileExpression, compileUnaryTest, type Evaluation } from "../expression/index.ts";
import { answerOf, type Hit, row } from "./hit-policy.ts";
import { type DecisionModel, type DecisionNode, type TableModel, type TypeModel, titleOf } from "./model.ts";
import { comparable, typeProblem } from "./types.ts";

/** Most work one call may do over all its decisions, in about microseconds. */
const MAX_WORK = 400_000;

/**
 * Answers a decision over plain JSON variables, with the decisions it requires; pure, `at` (ISO instant) is what now()
 * and today() give. Several output columns give an object, collecting policies a list.
 */
export function evaluateDecision(
  model: DecisionModel,
  decisionId: string,
  variables: Readonly<Record<string, unknown>>,
  at: string,
): Evaluation {
  const run = new DecisionRun(model, variables, at);
  try {
    return { ok: true, value: run.decide(decisionId) };
  } catch (error) {
    if (error instanceof Undecided) return { ok: false, message: error.message };
    throw error;
  }
}

/** Why there is no answer, told to a person. */
class Undecided extends Error {}

class DecisionRun {
  private readonly model: DecisionModel;
  private readonly variables: Readonly<Record<string, unknown>>;
  private readonly at: string;
  private readonly answers = new Map<string, unknown>();
  private work = 0;

  constructor(model: DecisionModel, variables: Readonly<Record<string, unknown>>, at: string) {
    this.model = model;
    this.variables = variables;
    this.at = at;
  }

  decide(id: string): unknown {
    if (this.answers.has(id)) return this.answers.get(id);
    const node = Object.hasOwn(this.model.decisions, id) ? this.model.decisions[id] : undefined;
    if (!node) throw new Undecided(`决策文件中没有编号为“${id}”的决策，请核对决策编号`);
    const context: Record<string, unknown> = { ...this.variables };
    for (const required of node.requires) {
      const answer = this.decide(required);
      context[required] = answer;
      context[this.model.decisions[required]?.variable ?? required] = answer;
    }
    const value = node.logic.kind === "table" ? this.table(node, node.logic, context) : this.literal(node, context);
    this.answers.set(id, value);
    return value;
  }

  private literal(node: DecisionNode, context: Record<string, unknown>): unknown {
    if (node.logic.kind !== "literal") return null;
    const value = this.feel(node.logic.expression, context, () => `决策${titleOf(node)}`);
    this.hold(value, node.logic.type, () => `决策${titleOf(node)}的结果`);
    return value;
  }

  private table(node: DecisionNode, table: TableModel, context: Record<string, unknown>): unknown {
    const title = `决策表${titleOf(node)}`;
    const given = table.inputs.map((input) => {
      const value = this.feel(input.expression, context, () => `${title}的输入列“${input.title}”`);
      this.hold(value, input.type, () => `${title}的输入列“${input.title}”`);
      return comparable(value, input.type);
    });
    const passed = table.inputs.map(() => new Map<string, boolean>());
    const hits: Hit[] = [];
    for (const [index, rule] of table.rules.entries()) {
      const place = (column: string) => `${title}第 ${index + 1} 条规则“${column}”列`;
      const matches = rule.tests.every((test, column) => {
        const known = passed[column]?.get(test);
        if (known !== undefined) return known;
        const result = this.test(test, given[column], context, () => place(table.inputs[column]?.title ?? ""));
        passed[column]?.set(test, result);
        return result;
      });
      if (!matches) continue;
      hits.push({ rule: index + 1, values: this.outputs(table, rule.outputs, context, place) });
      if (table.hitPolicy === "FIRST") break;
    }
    return this.answer(table, hits, context, title);
  }

  private answer(table: TableModel, hits: Hit[], context: Record<string, unknown>, title: string): unknown {
    const defaults = table.outputs.some(({ otherwise }) => otherwise !== undefined);
    if (hits.length === 0 && defaults && table.aggregation === undefined) {
      const place = (column: string) => `${title}的默认输出“${column}”列`;
      const values = this.outputs(
        table,
        table.outputs.map(({ otherwise }) => otherwise ?? "null"),
        context,
        place,
      );
      const several = ["COLLECT", "RULE ORDER", "OUTPUT ORDER"].includes(table.hitPolicy);
      return several ? [row(table, values)] : row(table, values);
    }
    const answer = answerOf(table, hits);
    if (answer.ok) return answer.value;
    throw new Undecided(`${title}${answer.message}`);
  }

  private outputs(
    table: TableModel,
    sources: readonly string[],
    context: Record<string, unknown>,
    place: (column: string) => string,
  ): unknown[] {
    return table.outputs.map((output, column) => {
      const value = this.feel(sources[column] ?? "null", context, () => place(output.title));
      this.hold(value, output.type, () => place(output.title));
      return value;
    });
  }

  private feel(source: string, context: Record<string, unknown>, place: () => string): unknown {
    const expression = compileExpression(source);
    this.spend(expression.cost(context), place);
    const result = expression.evaluate(context, this.at);
    if (result.ok) return result.value;
    throw new Undecided(`${place()}无法计算：${result.message}`);
  }

  private test(source: string, value: unknown, context: Record<string, unknown>, place: () => string): boolean {
    const unary = compileUnaryTest(source);
    this.spend(unary.cost(value, context), place);
    const result = unary.test(value, context, this.at);
    if (result.ok) return result.value === true;
    throw new Undecided(`${place()}无法计算：${result.message}`);
  }

  private hold(value: unknown, type: TypeModel, place: () => string): void {
    const problem = typeProblem(value, type);
    if (problem !== null) throw new Undecided(`${place()}${problem}`);
  }

  private spend(work: number, place: () => string): void {
    this.work += work;
    if (this.work > MAX_WORK) throw new Undecided(`${place()}之前要计算的内容过多，请简化决策表中的表达式`);
  }
}
