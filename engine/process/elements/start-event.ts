import type { Element } from "../element.ts";
import { passThrough } from "./activity.ts";

/** None start event: an instance, or an embedded sub-process, begins here. */
export const startEvent: Element = {
  kind: "startEvent",
  matches: "StartEvent",
  waits: false,
  enter: passThrough,
};
