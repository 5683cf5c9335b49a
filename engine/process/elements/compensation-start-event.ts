import { triggeredStartEvent } from "./start-event.ts";

/** Compensation start event: begins the event sub-process by which a completed sub-process undoes itself. */
export const compensationStartEvent = triggeredStartEvent("compensationStartEvent", "Compensate");
