import { titleOf } from "../model.ts";
import { targets } from "../reach.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Start events take no flow in, end events let none out, boundary events need an activity and event gateways events. */
export const nodeConnected: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const refuse = (message: string) => [error("node-connected", node.id, `${titleOf(node)}${message}`)];
    if (node.type === "StartEvent" && node.incoming.length > 0)
      return refuse("是开始事件，不能有连线进入，请改连到后面的节点");
    if (node.type === "EndEvent" && node.outgoing.length > 0) return refuse("是结束事件，不能有连线引出，请删除连线");
    if (node.type === "BoundaryEvent") {
      const host = model.nodes[node.attachedTo ?? ""];
      if (node.incoming.length > 0) return refuse("是边界事件，不能有连线进入，请删除连线");
      const waits = host && (HOSTS.has(host.kind) || host.job !== undefined || THROWN.has(node.kind));
      if (!waits || host.scope !== node.scope) return refuse("必须附在会等待的任务或子流程上，请移到这样的节点上");
    }
    if (node.kind === "eventBasedGateway") return checkEventGateway(node.outgoing.length, targets(model, node));
    return [];

    function checkEventGateway(outgoing: number, next: string[]) {
      if (outgoing < 2) return refuse("是事件网关，至少要有两条引出的连线，请补上");
      const wrong = next.flatMap((id) => model.nodes[id] ?? []).find((target) => !CAUGHT.has(target.kind));
      return wrong ? refuse(`是事件网关，后面只能接等待的中间事件或接收任务，请改接${titleOf(wrong)}`) : [];
    }
  });

const HOSTS = new Set(["userTask", "serviceTask", "receiveTask", "subProcess", "transaction", "callActivity"]);
/** Boundary events that need no waiting: what they react to comes from the activity itself. */
const THROWN = new Set(["errorBoundaryEvent", "escalationBoundaryEvent", "compensationBoundaryEvent"]);
const CAUGHT = new Set([
  ...["timerCatchEvent", "messageCatchEvent", "signalCatchEvent", "conditionalCatchEvent", "multipleCatchEvent"],
  "receiveTask",
]);
