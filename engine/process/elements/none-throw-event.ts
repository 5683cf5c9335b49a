import type { Element } from "../element.ts";
import { passThrough } from "./activity.ts";

/** Intermediate none throw event: a milestone to be seen in the history. */
export const noneThrowEvent: Element = {
  kind: "noneThrowEvent",
  matches: "IntermediateThrowEvent",
  waits: false,
  enter: passThrough,
};
