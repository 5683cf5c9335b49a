import type { Element } from "../element.ts";
import { task } from "./task.ts";

/** Manual task: done outside any system, so the standard lets the engine pass on. */
export const manualTask: Element = {
  kind: "manualTask",
  matches: "ManualTask",
  waits: false,
  enter: task.enter,
};
