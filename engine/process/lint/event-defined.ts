import { type NodeModel, titleOf } from "../model.ts";
import { eventsOf, throws } from "./events.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** An event says what it catches or throws: its signal, error or escalation code, condition or link. */
export const eventDefined: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const missing = node.multiple ? missingOfMultiple(node) : missingOf(node);
    return missing === null
      ? []
      : [error("event-defined", node.id, `事件${titleOf(node)}没有指定${missing}，请选择或填写`)];
  });

function missingOf(node: NodeModel): string | null {
  if (/^signal/.test(node.kind)) return node.signal === undefined ? "信号" : null;
  if (/^conditional/.test(node.kind)) return node.condition === undefined ? "条件" : null;
  if (/^link/.test(node.kind)) return node.link === undefined ? "链接名称" : null;
  // What catches without a code catches everything.
  if (!throws(node)) return null;
  if (/^error/.test(node.kind)) return node.error?.code === undefined ? "错误代码" : null;
  if (/^escalation/.test(node.kind)) return node.escalation?.code === undefined ? "升级代码" : null;
  return null;
}

function missingOfMultiple(node: NodeModel): string | null {
  const empty = eventsOf(node).findIndex((event) => Object.keys(event).length === 0);
  return empty < 0 ? null : `第 ${empty + 1} 项要等待或发出的内容`;
}
