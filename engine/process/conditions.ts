import { compileExpression } from "../expression/index.ts";
import { occur } from "./occur.ts";
import type { Run } from "./run.ts";
import type { Subscription } from "./state.ts";
import { contextOf } from "./variables.ts";

/**
 * Looks at the conditions that are waited for, if anything changed; true when one of them came to hold. A condition that
 * goes on holding counts once: it must be false in between to count again.
 */
export function checkConditions(run: Run): boolean {
  if (!run.changed) return false;
  run.changed = false;
  for (const subscription of run.subscriptions) {
    if (subscription.condition === undefined) continue;
    const holds = evaluate(run, subscription, subscription.condition);
    const met = subscription.met === true;
    if (!holds) delete subscription.met;
    if (!holds || met) continue;
    subscription.met = true;
    run.changed = true;
    occur(run, subscription);
    return true;
  }
  return false;
}

/** A condition over variables that are not there yet does not hold; that is no fault of the step. */
function evaluate(run: Run, { token, node }: Subscription, condition: string): boolean {
  const owner = run.token(token);
  const start = run.node(node).type === "StartEvent";
  const result = compileExpression(condition).evaluate(contextOf(run, owner), run.at);
  return result.ok && result.value === true && (owner !== undefined || start);
}
