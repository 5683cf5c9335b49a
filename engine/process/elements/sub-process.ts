import type { Element } from "../element.ts";
import type { NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import { innerScope, openScope } from "../scope.ts";
import type { Token } from "../state.ts";
import { armBoundary, closeScope } from "../waits.ts";
import { complete, takeInputs } from "./activity.ts";

/** Embedded sub-process: its token waits outside while tokens run inside; the last of them lets it go on. */
export const subProcess: Element = {
  kind: "subProcess",
  matches: "SubProcess",
  waits: false,
  holds: true,
  enter: enterScope,
};

/** A token opens the scope of its node and waits for what runs in it; an empty one is over at once. */
export function enterScope(run: Run, token: Token, node: NodeModel): void {
  takeInputs(run, token, node);
  armBoundary(run, token, node);
  openScope(run, token, innerScope(node));
  if (run.inside(token).length > 0) return;
  closeScope(run, token);
  complete(run, token, node);
}
