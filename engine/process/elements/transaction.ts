import type { Element } from "../element.ts";
import { enterScope } from "./sub-process.ts";

/** Transaction: a sub-process that a cancel end event undoes as a whole. */
export const transaction: Element = {
  kind: "transaction",
  matches: "Transaction",
  waits: false,
  holds: true,
  enter: enterScope,
};
