import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { titleOf } from "../model.ts";

/** Exclusive gateway: the first flow whose condition holds, otherwise the default. */
export const exclusiveGateway: Element = {
  kind: "exclusiveGateway",
  matches: "ExclusiveGateway",
  waits: false,
  enter(run, token, node) {
    const flows = node.outgoing.filter((id) => id !== node.defaultFlow);
    const chosen = flows.find((id) => run.holds(run.flow(id), node, token)) ?? node.defaultFlow;
    if (chosen === undefined && node.outgoing.length > 0) {
      const message = `排他网关${titleOf(node)}没有一条连线的条件成立，请补充条件或设置默认连线`;
      throw new ProcessError("no-flow-taken", message, node.id);
    }
    run.leave(token, node);
    run.takeAll(token, node, chosen === undefined ? [] : [chosen]);
  },
};
