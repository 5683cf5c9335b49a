import type { Element } from "../element.ts";
import { passThrough } from "./activity.ts";

/** Manual task: done outside any system, so the standard lets the engine pass on. */
export const manualTask: Element = {
  kind: "manualTask",
  matches: "ManualTask",
  waits: false,
  enter: passThrough,
};
