import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Scripts in anything but FEEL would run code written by users. */
export const noScript: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.type === "ScriptTask" && node.kind === "unsupported")
    .map((node) =>
      error("no-script", node.id, `脚本任务${titleOf(node)}不允许使用：系统只运行 FEEL 表达式，请改用 FEEL 或服务任务`),
    );
