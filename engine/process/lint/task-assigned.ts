import { type NodeModel, titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Somebody must be able to do every user task: named in it, or by its lane. */
export const taskAssigned: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.kind === "userTask" && !isAssigned(node))
    .map((node) =>
      error("task-assigned", node.id, `用户任务${titleOf(node)}没有指定办理人，请设置角色、候选组、办理人或放入泳道`),
    );

function isAssigned(node: NodeModel): boolean {
  const who = node.task?.assignment;
  const named = who?.assignee ?? who?.candidateGroups ?? who?.candidateUsers ?? who?.role ?? who?.starter ?? node.lane;
  return named !== undefined;
}
