import type { Element } from "../element.ts";

/** Link throw event: the token goes on at the catching link of the same name, as if a flow led there. */
export const linkThrowEvent: Element = {
  kind: "linkThrowEvent",
  matches: "IntermediateThrowEvent/Link",
  waits: false,
  enter(run, token, node) {
    run.leave(token, node);
    token.at = node.linkTo ?? "";
    delete token.via;
    run.arrive(token);
  },
};
