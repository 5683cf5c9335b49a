import { triggeredStartEvent } from "./start-event.ts";

/** Escalation start event: begins an event sub-process that catches an escalation of the scope around it. */
export const escalationStartEvent = triggeredStartEvent("escalationStartEvent", "Escalation");
