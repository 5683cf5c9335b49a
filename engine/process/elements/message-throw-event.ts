import { intermediateThrowEvent } from "./throw-event.ts";

/** Intermediate message throw event: hands a message to the caller, or a job to a worker, and goes on. */
export const messageThrowEvent = intermediateThrowEvent("messageThrowEvent", "Message");
