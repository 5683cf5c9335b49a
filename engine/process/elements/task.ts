import type { Element } from "../element.ts";
import { passThrough } from "./activity.ts";

/** Abstract task: documents a step, nothing is asked of anybody. */
export const task: Element = { kind: "task", matches: "Task", waits: false, enter: passThrough };
