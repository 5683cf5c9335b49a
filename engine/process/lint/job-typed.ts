import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A job needs a type, by which its worker is found, and a sensible number of retries. */
export const jobTyped: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    if (node.kind === "serviceTask" && !node.job) {
      return [error("job-typed", node.id, `服务任务${titleOf(node)}没有指定处理程序，请填写任务类型`)];
    }
    const retries = node.job?.retries ?? 0;
    if (Number.isInteger(retries) && retries >= 0 && retries <= 100) return [];
    return [error("job-typed", node.id, `节点${titleOf(node)}的重试次数必须是 0 到 100 的整数`)];
  });
