import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A call activity runs a process that is there. */
export const callKnown: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const { call } = node;
    if (!call || call.scope !== undefined || call.process.startsWith("=")) return [];
    if (call.process === "") {
      return [error("call-known", node.id, `调用活动${titleOf(node)}没有指定要调用的流程，请选择一个流程`)];
    }
    const message = `调用活动${titleOf(node)}要调用的流程“${call.process}”找不到，请核对流程编号或补上这个流程`;
    return [error("call-known", node.id, message)];
  });
