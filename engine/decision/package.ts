import type { DecisionSource, Problem, ProcessSource } from "../definition/index.ts";
import { checkDecision } from "./compile.ts";
import type { DecisionModel } from "./model.ts";

/** The compiled decisions of a package by decision id, each in the model of its file. */
export type PackageDecisions = ReadonlyMap<string, DecisionModel>;

/**
 * Compiles the DMN files of a package. Rule `decision-parses`: each is DMN that can be evaluated, and no decision id is
 * drawn twice. Reading DMN takes a promise, so this rule is called beside loadPackage.
 */
export async function packageDecisions(
  sources: Readonly<Record<string, DecisionSource>>,
): Promise<{ decisions: PackageDecisions; problems: Problem[] }> {
  const decisions = new Map<string, DecisionModel>();
  const problems: Problem[] = [];
  const refuse = (file: string, message: string, hint: string) =>
    problems.push({ severity: "error", rule: "decision-parses", file, message, hint });
  for (const { file, title, xml } of Object.values(sources)) {
    const { model, problems: found } = await checkDecision(xml);
    for (const { message } of found) refuse(file, message, `请在“${title}”里改正`);
    for (const id of Object.keys(model?.decisions ?? {})) {
      if (decisions.has(id)) refuse(file, `决策编号“${id}”在另一个决策文件里已经用过`, "请换一个编号");
      else if (model) decisions.set(id, model);
    }
  }
  return { decisions, problems };
}

/** A business rule task and the decision it calls, as the compiled process has them. */
export interface CalledDecision {
  nodeId: string;
  nodeName?: string;
  decisionId: string;
}

/** Rule `process-decision-exists`: business rule tasks call decisions that the package holds. */
export function calledDecisionProblems(
  process: ProcessSource,
  calls: readonly CalledDecision[],
  decisions: PackageDecisions,
): Problem[] {
  const known = [...decisions.keys()].join("、") || "（定义包里还没有决策）";
  return calls
    .filter(({ decisionId }) => !decisions.has(decisionId))
    .map(({ nodeId, nodeName, decisionId }) => ({
      severity: "error" as const,
      rule: "process-decision-exists",
      file: process.file,
      nodeId,
      message: `流程“${process.title}”的业务规则任务“${nodeName ?? nodeId}”要调用的决策“${decisionId}”不在定义包里`,
      hint: `请在 manifest.json 的 decisions 中声明它的文件，或改成：${known}`,
    }));
}
