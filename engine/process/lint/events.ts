import type { EventModel, NodeModel } from "../model.ts";

/** All that an event catches or throws: its own definition, or each of a multiple event's. */
export function eventsOf(node: NodeModel): EventModel[] {
  return node.multiple ?? [node];
}

/** Whether a node throws rather than catches. */
export function throws(node: NodeModel): boolean {
  return node.type === "EndEvent" || node.type === "IntermediateThrowEvent";
}
