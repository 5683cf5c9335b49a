import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A business rule task calls a decision that is there. */
export const decisionKnown: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const wanted = node.decision?.decision;
    if (wanted === undefined || wanted.startsWith("=") || model.decisions?.[wanted] !== undefined) return [];
    const message = `业务规则任务${titleOf(node)}要调用的决策“${wanted}”找不到，请核对决策编号或补上决策文件`;
    return [error("decision-known", node.id, message)];
  });
