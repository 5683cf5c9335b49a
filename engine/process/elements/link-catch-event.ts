import type { Element } from "../element.ts";
import { passThrough } from "./activity.ts";

/** Link catch event: where tokens from throwing links of the same name go on. */
export const linkCatchEvent: Element = {
  kind: "linkCatchEvent",
  matches: "IntermediateCatchEvent/Link",
  waits: false,
  enter: passThrough,
};
