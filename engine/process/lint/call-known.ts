import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A call activity runs a process that is there. */
export const callKnown: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const { call } = node;
    if (!call || call.scope !== undefined) return [];
    const refuse = (message: string) => [error("call-known", node.id, `调用活动${titleOf(node)}${message}`)];
    if (call.process === "") return refuse("没有指定要调用的流程，请选择一个流程");
    if (call.process.startsWith("=")) return refuse("用表达式指定流程，本系统在发布时就要确定，请直接选择一个流程");
    const tag = call.versionTag === undefined ? "" : `（版本标签 ${call.versionTag}）`;
    return refuse(`要调用的流程“${call.process}”${tag}找不到，请核对流程编号或补上这个流程`);
  });
