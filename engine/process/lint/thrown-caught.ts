import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { nodesOf } from "../scope.ts";
import { eventsOf, throws } from "./events.ts";
import { nodesIn, type Rule, warning } from "./rule.ts";

/** An error or escalation that the model throws is caught by something around it. */
export const thrownCaught: Rule = (model) =>
  nodesIn(model)
    .filter(throws)
    .flatMap((node) => [...uncaught(model, node, "error"), ...uncaught(model, node, "escalation")]);

type Kind = "error" | "escalation";

const WORDS: Record<Kind, [what: string, then: string]> = {
  error: ["错误", "流程会异常结束"],
  escalation: ["升级", "不会有任何作用"],
};

function uncaught(model: ProcessModel, node: NodeModel, kind: Kind) {
  return eventsOf(node).flatMap((event) => {
    const thrown = event[kind];
    if (!thrown || isCaught(model, node.scope, kind, thrown.code)) return [];
    const [what, then] = WORDS[kind];
    const message = `事件${titleOf(node)}抛出的${what}“${thrown.code ?? ""}”没有任何地方捕获，${then}，请在外层子流程上加${what}边界事件`;
    return [warning("thrown-caught", node.id, message)];
  });
}

/** Looks outwards, through sub-processes and callers, for a boundary event or event sub-process that catches it. */
function isCaught(model: ProcessModel, from: string, kind: Kind, code: string | undefined): boolean {
  const catches = (node: NodeModel | undefined) =>
    node !== undefined &&
    !throws(node) &&
    eventsOf(node).some((event) => event[kind] && catchesCode(event[kind]?.code, code));
  const seen = new Set<string>();
  const queue = [from];
  for (let scope = queue.pop(); scope !== undefined; scope = queue.pop()) {
    const found = model.scopes[scope];
    if (!found || seen.has(scope)) continue;
    seen.add(scope);
    const inside = nodesOf(model, scope).filter((node) => node.kind === "eventSubProcess");
    if (inside.some(({ id }) => nodesOf(model, id).some((node) => node.type === "StartEvent" && catches(node)))) {
      return true;
    }
    const hosts = nodesIn(model).filter((node) => node.id === scope || node.call?.scope === scope);
    if (hosts.some((host) => host.boundary.some((id) => catches(model.nodes[id])))) return true;
    queue.push(...hosts.map((host) => host.scope));
  }
  return false;
}

function catchesCode(caught: string | undefined, thrown: string | undefined): boolean {
  return caught === undefined || caught === thrown || thrown?.startsWith("=") === true;
}
