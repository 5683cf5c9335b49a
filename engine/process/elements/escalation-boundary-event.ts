import { boundaryEvent } from "./boundary-event.ts";

/** Escalation boundary event: catches an escalation thrown inside the activity. */
export const escalationBoundaryEvent = boundaryEvent("escalationBoundaryEvent", "Escalation");
