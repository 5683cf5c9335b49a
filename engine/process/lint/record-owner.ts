import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A record is handed to the unit it was filed by, or to one that an expression names. */
export const recordOwner: Rule = (model) =>
  nodesIn(model)
    .filter(({ recordState }) => recordState?.owner !== undefined)
    .filter(({ recordState }) => recordState?.owner !== "starter" && !recordState?.owner?.startsWith("="))
    .map((node) => {
      const message = `节点${titleOf(node)}的移交对象 owner 应写 starter（退还填报单位），或写以 = 开头、给出区划代码或单位编号的表达式`;
      return error("record-owner", node.id, message);
    });
