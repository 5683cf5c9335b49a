import type { Problem } from "../../expression/index.ts";
import type { ProcessModel } from "../model.ts";
import { defaultHasNoCondition } from "./default-has-no-condition.ts";
import { elementSupported } from "./element-supported.ts";
import { extensionKnown } from "./extension-known.ts";
import { feelValid } from "./feel-valid.ts";
import { gatewayDefault } from "./gateway-default.ts";
import { jobTyped } from "./job-typed.ts";
import { joinCompletes } from "./join-completes.ts";
import { loopWaits } from "./loop-waits.ts";
import { messageNamed } from "./message-named.ts";
import { noScript } from "./no-script.ts";
import { nodeConnected } from "./node-connected.ts";
import { oneStart } from "./one-start.ts";
import { reachableNode } from "./reachable-node.ts";
import { reachesEnd } from "./reaches-end.ts";
import { recordOwner } from "./record-owner.ts";
import type { Rule } from "./rule.ts";
import { taskAssigned } from "./task-assigned.ts";
import { taskSettings } from "./task-settings.ts";
import { timerValid } from "./timer-valid.ts";

const RULES: readonly Rule[] = [
  elementSupported,
  noScript,
  oneStart,
  nodeConnected,
  reachableNode,
  reachesEnd,
  loopWaits,
  joinCompletes,
  gatewayDefault,
  defaultHasNoCondition,
  feelValid,
  timerValid,
  messageNamed,
  jobTyped,
  taskAssigned,
  taskSettings,
  recordOwner,
  extensionKnown,
];

/** Everything wrong with a model, errors first; a model with an error is not published. */
export function lintProcess(model: ProcessModel): Problem[] {
  const problems = RULES.flatMap((rule) => rule(model));
  return problems.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}
