import { type FlowModel, type NodeModel, titleOf } from "../model.ts";
import { constantOf } from "./constant.ts";
import { error, nodesIn, type Rule, warning } from "./rule.ts";

/** Conditions stand where they are looked at, differ from one another, and can be both true and false. */
export const conditionEffective: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const flows = node.outgoing.flatMap((id) => model.flows[id] ?? []);
    return [...ignored(node, flows), ...repeated(node, flows), ...constant(node, flows)];
  });

const nameOf = (flow: FlowModel) => `“${flow.name || flow.id}”`;

const IGNORED = new Set(["parallelGateway", "eventBasedGateway"]);

function ignored(node: NodeModel, flows: FlowModel[]) {
  const found = IGNORED.has(node.kind) ? flows.filter(({ condition }) => condition !== undefined) : [];
  if (found.length === 0) return [];
  const message = `网关${titleOf(node)}之后的连线${found.map(nameOf).join("、")}上的条件不起作用，请删除条件或换成排他、包容网关`;
  return [error("condition-effective", node.id, message)];
}

/** Of two flows with one condition an exclusive gateway never takes the second. */
function repeated(node: NodeModel, flows: FlowModel[]) {
  if (node.kind !== "exclusiveGateway") return [];
  const seen = new Map<string, FlowModel>();
  for (const flow of flows) {
    if (flow.condition === undefined) continue;
    const key = flow.condition.replace(/^=/, "").replace(/\s+/g, " ").trim();
    const first = seen.get(key);
    if (first) {
      const message = `网关${titleOf(node)}的连线${nameOf(first)}和${nameOf(flow)}条件相同，后一条永远不会走，请修改条件`;
      return [error("condition-effective", node.id, message)];
    }
    seen.set(key, flow);
  }
  return [];
}

function constant(node: NodeModel, flows: FlowModel[]) {
  return flows.flatMap((flow) => {
    const value = flow.condition === undefined || IGNORED.has(node.kind) ? undefined : constantOf(flow.condition);
    if (value === undefined) return [];
    const always = value === true ? "总是成立" : "永远不成立";
    const message = `${titleOf(node)}之后的连线${nameOf(flow)}的条件“${flow.condition}”${always}，请核对条件或删除它`;
    return [warning("condition-effective", node.id, message)];
  });
}
