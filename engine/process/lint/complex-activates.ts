import { titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** A complex gateway with several incoming flows says when it fires. */
export const complexActivates: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.kind === "complexGateway" && node.incoming.length > 1 && node.activation === undefined)
    .map((node) =>
      error("complex-activates", node.id, `复杂网关${titleOf(node)}没有激活条件，请填写，如 =activationCount >= 2`),
    );
