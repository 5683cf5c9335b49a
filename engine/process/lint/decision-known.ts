import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A business rule task calls a decision that is there, known when the model is published. */
export const decisionKnown: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const { decision: wanted, versionTag } = node.decision ?? {};
    if (wanted === undefined) return [];
    const refuse = (message: string) => [error("decision-known", node.id, `业务规则任务${titleOf(node)}${message}`)];
    if (wanted.startsWith("=")) return refuse("用表达式指定决策，本系统在发布时就要确定，请直接选择一个决策");
    if (!node.unsupported?.includes(`calledDecision ${wanted}`)) return [];
    const tag = versionTag === undefined ? "" : `（版本标签 ${versionTag}）`;
    return refuse(`要调用的决策“${wanted}”${tag}找不到，请核对决策编号或补上决策文件`);
  });
