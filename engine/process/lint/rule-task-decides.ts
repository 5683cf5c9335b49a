import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A business rule task says which decision it calls. */
export const ruleTaskDecides: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.type === "BusinessRuleTask" && node.decision === undefined && node.job === undefined)
    .map((node) =>
      error("rule-task-decides", node.id, `业务规则任务${titleOf(node)}没有指定决策，请选择要调用的决策和结果变量`),
    );
