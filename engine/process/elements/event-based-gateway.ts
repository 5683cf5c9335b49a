import type { Element } from "../element.ts";
import { armEvent } from "../waits.ts";

/** Event-based gateway: waits for the first of the events that follow it. */
export const eventBasedGateway: Element = {
  kind: "eventBasedGateway",
  matches: "EventBasedGateway",
  waits: true,
  read(source, node) {
    if (source.instantiate === true || source.eventGatewayType === "Parallel") node.kind = "unsupported";
  },
  enter(run, token, node) {
    for (const flow of node.outgoing) armEvent(run, token, run.node(run.flow(flow).to));
  },
};
