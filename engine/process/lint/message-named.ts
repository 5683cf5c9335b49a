import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Whatever sends or receives a message says which one. */
export const messageNamed: Rule = (model) =>
  nodesIn(model)
    .filter((node) => MESSAGES.has(node.kind) && node.message === undefined && node.job === undefined)
    .map((node) => error("message-named", node.id, `节点${titleOf(node)}没有指定消息，请选择或新建一个有名称的消息`));

const MESSAGES = new Set([
  "messageStartEvent",
  "messageCatchEvent",
  "messageBoundaryEvent",
  "receiveTask",
  "sendTask",
  "messageThrowEvent",
  "messageEndEvent",
]);
