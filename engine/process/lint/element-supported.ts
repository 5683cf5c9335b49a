import { type NodeModel, titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

const WORDS: Record<string, string> = {
  BusinessRuleTask: "业务规则任务",
  CallActivity: "调用活动",
  Transaction: "事务子流程",
  AdHocSubProcess: "特别子流程",
  ComplexGateway: "复杂网关",
  EventSubProcess: "事件子流程",
  MultiInstanceLoopCharacteristics: "多实例",
  StandardLoopCharacteristics: "标准循环",
  DataObject: "数据对象",
  DataObjectReference: "数据对象",
  DataStoreReference: "数据存储",
};

/** Whatever the engine does not run is named, never ignored. */
export const elementSupported: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.type !== "ScriptTask" || node.kind !== "unsupported")
    .flatMap((node) =>
      (node.unsupported ?? [])
        .filter((name) => !hasOwnRule(node, name))
        .map((name) => {
          const word = WORDS[name] ? `${WORDS[name]}（${name}）` : name;
          return error(
            "element-supported",
            node.id,
            `节点${titleOf(node)}用到了本系统不支持的 ${word}，请删除或换成其他做法`,
          );
        }),
    );

/** What is not found is told by the rule that is about it: `call-known`, `decision-known`, `link-paired`. */
function hasOwnRule(node: NodeModel, name: string): boolean {
  return /^(calledElement|calledDecision) /.test(name) || (node.link !== undefined && name === `Link ${node.link}`);
}
