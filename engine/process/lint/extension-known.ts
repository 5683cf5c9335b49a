import { titleOf } from "../model.ts";
import { nodesIn, type Rule, warning } from "./rule.ts";

/** Other vendors' extensions have no effect here, which their author should know. */
export const extensionKnown: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.foreign !== undefined)
    .map((node) => {
      const names = node.foreign?.join("、");
      return warning(
        "extension-known",
        node.id,
        `节点${titleOf(node)}上的 ${names} 是其他产品的设置，在本系统中不起作用`,
      );
    });
