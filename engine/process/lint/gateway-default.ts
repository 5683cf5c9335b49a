import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { error, nodesIn, type Rule, warning } from "./rule.ts";

/** A choice where every condition may fail needs a default; a flow without condition makes the others pointless. */
export const gatewayDefault: Rule = (model) =>
  nodesIn(model)
    .filter((node) => CHOICES.has(node.kind) && node.outgoing.length > 1)
    .flatMap((node) => check(model, node));

const CHOICES = new Set(["exclusiveGateway", "inclusiveGateway"]);

function check(model: ProcessModel, node: NodeModel) {
  const flows = node.outgoing.flatMap((id) => model.flows[id] ?? []);
  const bare = flows.filter((flow) => flow.condition === undefined && flow.id !== node.defaultFlow);
  if (bare.length > 0) {
    const names = bare.map((flow) => `“${flow.name || flow.id}”`).join("、");
    const message = `网关${titleOf(node)}的连线${names}既没有条件也不是默认连线，请填写条件或设为默认`;
    return [error("gateway-default", node.id, message)];
  }
  if (node.defaultFlow !== undefined) return [];
  const message = `网关${titleOf(node)}没有默认连线，所有条件都不成立时流程会停住，请设置一条默认连线`;
  return [warning("gateway-default", node.id, message)];
}
