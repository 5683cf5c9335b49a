import { triggeredStartEvent } from "./start-event.ts";

/** Multiple start event: the first, or with parallelMultiple all, of several things begin it. */
export const multipleStartEvent = triggeredStartEvent("multipleStartEvent", "Multiple");
