import type { Element } from "../element.ts";
import { complete, takeInputs } from "./activity.ts";

/** Abstract task: documents a step, nothing is asked of anybody. */
export const task: Element = {
  kind: "task",
  matches: "Task",
  waits: false,
  enter(run, token, node) {
    takeInputs(run, token, node);
    complete(run, token, node);
  },
};
