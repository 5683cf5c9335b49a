import { titleOf } from "../model.ts";
import { targets } from "../reach.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** After an event-based gateway each message or signal is waited for once, else nobody could say which branch it takes. */
export const eventGatewayDistinct: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.kind === "eventBasedGateway")
    .flatMap((node) => {
      const waited = targets(model, node).flatMap((id) => {
        const { message, signal } = model.nodes[id] ?? {};
        const name = message ? `消息“${message.name}”` : signal === undefined ? undefined : `信号“${signal}”`;
        return name === undefined ? [] : [name];
      });
      const twice = waited.find((name, index) => waited.indexOf(name) !== index);
      if (twice === undefined) return [];
      const message = `事件网关${titleOf(node)}后面有两个事件等待同一个${twice}，请改成不同的${twice.slice(0, 2)}`;
      return [error("event-gateway-distinct", node.id, message)];
    });
