import { checkExpression, type Problem } from "../../expression/index.ts";
import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Every expression parses and stays within the bounds on size and time. */
export const feelValid: Rule = (model) => [...flowConditions(model), ...nodesIn(model).flatMap(nodeExpressions)];

function flowConditions(model: ProcessModel): Problem[] {
  return Object.values(model.flows).flatMap((flow) => {
    if (flow.condition === undefined) return [];
    const from = model.nodes[flow.from] as NodeModel;
    const place = `${titleOf(from)}之后的连线“${flow.name || flow.id}”的条件`;
    return check(flow.condition, flow.from, place);
  });
}

function nodeExpressions(node: NodeModel): Problem[] {
  const { task, io, message, job, timer } = node;
  const optional = [
    task?.assignment.assignee,
    task?.assignment.candidateUsers,
    task?.assignment.candidateGroups,
    task?.dueDate,
    task?.followUpDate,
    job?.type,
    timer?.value,
    node.recordState?.owner,
  ].filter((source) => source?.startsWith("="));
  const always = [...(io?.inputs ?? []), ...(io?.outputs ?? [])].map((mapping) => mapping.source);
  always.push(...(task?.rules?.autoPass ?? []).map(({ condition }) => condition).filter(Boolean));
  if (message?.correlationKey !== undefined) always.push(message.correlationKey);
  return [...optional, ...always].flatMap((source) => check(source ?? "", node.id, `节点${titleOf(node)}的表达式`));
}

function check(source: string, nodeId: string, place: string): Problem[] {
  const problem = checkExpression(source);
  return problem ? [error("feel-valid", nodeId, `${place}有误：${problem.message}`)] : [];
}
