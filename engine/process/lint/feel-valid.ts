import { checkExpression, type Problem } from "../../expression/index.ts";
import { type EventModel, type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { eventsOf } from "./events.ts";
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
  const texts = [...taskTexts(node), node.job?.type, node.recordState?.owner, ...eventsOf(node).flatMap(eventTexts)];
  const sources = [...texts.filter((text) => text?.startsWith("=")), ...alwaysFeel(node)];
  return sources.flatMap((source) =>
    source === undefined ? [] : check(source, node.id, `节点${titleOf(node)}的表达式`),
  );
}

/** Texts that are FEEL when they begin with `=`. */
function taskTexts({ task }: NodeModel): (string | undefined)[] {
  if (!task) return [];
  const { assignee, candidateUsers, candidateGroups } = task.assignment;
  return [assignee, candidateUsers, candidateGroups, task.dueDate, task.followUpDate];
}

function eventTexts({ timer, signal, error, escalation }: EventModel): (string | undefined)[] {
  return [timer?.value, signal, error?.code, escalation?.code];
}

/** Sources that are FEEL with or without `=`. */
function alwaysFeel(node: NodeModel): (string | undefined)[] {
  const { io, loop, script, adHoc, activation, task } = node;
  return [
    ...(task?.rules?.autoPass ?? []).map(({ condition }) => condition || undefined),
    ...[...(io?.inputs ?? []), ...(io?.outputs ?? [])].map((mapping) => mapping.source),
    ...eventsOf(node).flatMap(({ message, condition }) => [message?.correlationKey, condition]),
    ...[loop?.cardinality, loop?.collection, loop?.condition, loop?.output],
    ...[script?.expression, adHoc?.active, adHoc?.condition, activation],
  ];
}

function check(source: string, nodeId: string, place: string): Problem[] {
  const problem = checkExpression(source);
  return problem ? [error("feel-valid", nodeId, `${place}有误：${problem.message}`)] : [];
}
