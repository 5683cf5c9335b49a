import { intermediateCatchEvent } from "./catch-event.ts";

/** Intermediate message catch event: waits for a message. */
export const messageCatchEvent = intermediateCatchEvent("messageCatchEvent", "Message");
