import type { Problem } from "../../expression/index.ts";
import type { NodeModel, ProcessModel } from "../model.ts";

/** One check of a model; each rule is one file and one kind of message. `at` (ISO instant) is when it is published. */
export type Rule = (model: ProcessModel, at?: string) => Problem[];

/** A problem that keeps a model from being published. */
export function error(rule: string, nodeId: string, message: string): Problem {
  return { rule, severity: "error", nodeId, message };
}

/** A problem that should be looked at. */
export function warning(rule: string, nodeId: string, message: string): Problem {
  return { rule, severity: "warning", nodeId, message };
}

/** All nodes of a model. */
export function nodesIn(model: ProcessModel): NodeModel[] {
  return Object.values(model.nodes);
}
