import type { Problem } from "../../expression/index.ts";
import type { ProcessModel } from "../model.ts";
import { besideReturns } from "./beside-returns.ts";
import { callAcyclic } from "./call-acyclic.ts";
import { callKnown } from "./call-known.ts";
import { compensationHandled } from "./compensation-handled.ts";
import { complexActivates } from "./complex-activates.ts";
import { conditionEffective } from "./condition-effective.ts";
import { decisionKnown } from "./decision-known.ts";
import { defaultHasNoCondition } from "./default-has-no-condition.ts";
import { elementSupported } from "./element-supported.ts";
import { eventDefined } from "./event-defined.ts";
import { eventGatewayDistinct } from "./event-gateway-distinct.ts";
import { eventSubProcessApart } from "./event-sub-process-apart.ts";
import { extensionKnown } from "./extension-known.ts";
import { feelValid } from "./feel-valid.ts";
import { gatewayDefault } from "./gateway-default.ts";
import { jobTyped } from "./job-typed.ts";
import { joinCompletes } from "./join-completes.ts";
import { linkPaired } from "./link-paired.ts";
import { loopBounded } from "./loop-bounded.ts";
import { loopWaits } from "./loop-waits.ts";
import { mergeSynchronized } from "./merge-synchronized.ts";
import { messageNamed } from "./message-named.ts";
import { noScript } from "./no-script.ts";
import { nodeConnected } from "./node-connected.ts";
import { oneStart } from "./one-start.ts";
import { reachableNode } from "./reachable-node.ts";
import { reachesEnd } from "./reaches-end.ts";
import { recordOwner } from "./record-owner.ts";
import type { Rule } from "./rule.ts";
import { ruleTaskDecides } from "./rule-task-decides.ts";
import { taskAssigned } from "./task-assigned.ts";
import { taskSettings } from "./task-settings.ts";
import { thrownCaught } from "./thrown-caught.ts";
import { timerPace } from "./timer-pace.ts";
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
  besideReturns,
  callAcyclic,
  callKnown,
  compensationHandled,
  complexActivates,
  conditionEffective,
  decisionKnown,
  eventDefined,
  eventGatewayDistinct,
  eventSubProcessApart,
  linkPaired,
  loopBounded,
  mergeSynchronized,
  ruleTaskDecides,
  thrownCaught,
  timerPace,
  recordOwner,
  extensionKnown,
];

/** Everything wrong with a model, errors first; a model with an error is not published. */
export function lintProcess(model: ProcessModel, at?: string): Problem[] {
  const problems = RULES.flatMap((rule) => rule(model, at));
  return problems.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}
