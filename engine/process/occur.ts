import { receive } from "./elements/activity.ts";
import { behaviourOf } from "./elements/index.ts";
import type { Run } from "./run.ts";
import type { Armed, Token, Variables } from "./state.ts";
import { rearmTimer, release } from "./waits.ts";

/** What an event waits for has come; one that needs several things waits on until the last of them. */
export function occur(run: Run, armed: Armed, variables?: Variables): void {
  const node = run.node(armed.node);
  const token = run.token(armed.token);
  give(run, token, armed, variables);
  if (node.parallelMultiple) {
    const others = [...run.timers, ...run.subscriptions].some(
      (other) => other !== armed && other.node === armed.node && other.token === armed.token,
    );
    if (others) {
      release(run, armed);
      return;
    }
  }
  behaviourOf(node).trigger?.(run, token, node, armed);
}

/** The variables that come with an event belong to whoever catches it. */
function give(run: Run, token: Token | undefined, armed: Armed, variables: Variables | undefined): void {
  if (!variables) return;
  const node = run.node(armed.node);
  if (token && token.at === node.id) receive(run, token, node, variables);
  else run.assign(variables, node.type === "StartEvent" ? token : run.token(token?.scope));
}

/** A non-interrupting event has come: a timer goes on to its next firing, all else stays armed. */
export function keepArmed(run: Run, armed: Armed): void {
  if ("due" in armed) rearmTimer(run, armed);
}
