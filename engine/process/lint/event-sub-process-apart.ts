import { titleOf } from "../model.ts";
import { nodesOf } from "../scope.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** An event sub-process stands apart from the flow; what an error or compensation starts always interrupts. */
export const eventSubProcessApart: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.kind === "eventSubProcess")
    .flatMap((node) => {
      const refuse = (message: string) => [
        error("event-sub-process-apart", node.id, `事件子流程${titleOf(node)}${message}`),
      ];
      if (node.incoming.length + node.outgoing.length > 0) return refuse("由事件触发，不能有连线，请删除连线");
      if (node.boundary.length > 0) return refuse("不能附边界事件，请移到别处");
      const start = nodesOf(model, node.id).find(({ type }) => type === "StartEvent");
      const must = start?.kind === "errorStartEvent" || start?.kind === "compensationStartEvent";
      return must && start.interrupting === false ? refuse("由错误或补偿触发，必须是中断的，请改为中断") : [];
    });
