import type { Element } from "../element.ts";
import { armEvent } from "../waits.ts";

/** Event-based gateway: waits for the first of the events that follow it, or begins a process with them. */
export const eventBasedGateway: Element = {
  kind: "eventBasedGateway",
  matches: "EventBasedGateway",
  waits: true,
  read(source, node) {
    const parallel = source.eventGatewayType === "Parallel";
    if (source.instantiate === true) node.instantiates = parallel ? "parallel" : "exclusive";
    else if (parallel) node.kind = "unsupported";
  },
  enter(run, token, node) {
    for (const flow of node.outgoing) armEvent(run, token, run.node(run.flow(flow).to));
  },
};
