import type { Element } from "../element.ts";
import type { NodeModel } from "../model.ts";
import { keepArmed } from "../occur.ts";
import type { Run } from "../run.ts";
import { armScope, takesOver } from "../scope.ts";
import type { Armed, Token } from "../state.ts";
import { cancelToken, closeScope } from "../waits.ts";

/**
 * Event sub-process: no flow leads to it, its start event waits while the scope around it runs. An interrupting one
 * takes the place of the scope's own work; the scope completes when nothing runs in it any more.
 */
export const eventSubProcess: Element = {
  kind: "eventSubProcess",
  matches: "SubProcess/Event",
  waits: false,
  holds: true,
  enter() {
    // No flow leads here; its tokens are made by `startEventSubProcess`.
  },
};

/** The start event of an event sub-process comes, in the scope of `host` (none: the process itself). */
export function startEventSubProcess(run: Run, host: Token | undefined, start: NodeModel, armed: Armed): void {
  if (takesOver(start)) {
    for (const token of run.inside(host)) cancelToken(run, token);
    closeScope(run, host, armed);
  } else keepArmed(run, armed);
  const token = run.spawn(start.scope, host ? { scope: host.id } : {});
  run.effects.push({ type: "enter", nodeId: start.scope, tokenId: token.id });
  armScope(run, token, start.scope);
  run.arrive(run.spawn(start.id, { scope: token.id }));
}
