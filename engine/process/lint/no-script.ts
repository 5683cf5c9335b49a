import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Script tasks would run code written by users. */
export const noScript: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.type === "ScriptTask")
    .map((node) =>
      error("no-script", node.id, `脚本任务${titleOf(node)}不允许使用：系统不执行脚本，请改用服务任务或 FEEL 条件`),
    );
