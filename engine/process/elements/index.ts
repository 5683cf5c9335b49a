import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { type NodeKind, type NodeModel, titleOf } from "../model.ts";
import { businessRuleTask } from "./business-rule-task.ts";
import { callActivity } from "./call-activity.ts";
import { cancelBoundaryEvent } from "./cancel-boundary-event.ts";
import { cancelEndEvent } from "./cancel-end-event.ts";
import { compensationBoundaryEvent } from "./compensation-boundary-event.ts";
import { compensationEndEvent } from "./compensation-end-event.ts";
import { compensationStartEvent } from "./compensation-start-event.ts";
import { compensationThrowEvent } from "./compensation-throw-event.ts";
import { complexGateway } from "./complex-gateway.ts";
import { conditionalBoundaryEvent } from "./conditional-boundary-event.ts";
import { conditionalCatchEvent } from "./conditional-catch-event.ts";
import { conditionalStartEvent } from "./conditional-start-event.ts";
import { endEvent } from "./end-event.ts";
import { errorBoundaryEvent } from "./error-boundary-event.ts";
import { errorEndEvent } from "./error-end-event.ts";
import { errorStartEvent } from "./error-start-event.ts";
import { escalationBoundaryEvent } from "./escalation-boundary-event.ts";
import { escalationEndEvent } from "./escalation-end-event.ts";
import { escalationStartEvent } from "./escalation-start-event.ts";
import { escalationThrowEvent } from "./escalation-throw-event.ts";
import { eventBasedGateway } from "./event-based-gateway.ts";
import { eventSubProcess } from "./event-sub-process.ts";
import { exclusiveGateway } from "./exclusive-gateway.ts";
import { inclusiveGateway } from "./inclusive-gateway.ts";
import { linkCatchEvent } from "./link-catch-event.ts";
import { linkThrowEvent } from "./link-throw-event.ts";
import { manualTask } from "./manual-task.ts";
import { messageBoundaryEvent } from "./message-boundary-event.ts";
import { messageCatchEvent } from "./message-catch-event.ts";
import { messageEndEvent } from "./message-end-event.ts";
import { messageStartEvent } from "./message-start-event.ts";
import { messageThrowEvent } from "./message-throw-event.ts";
import { multipleBoundaryEvent } from "./multiple-boundary-event.ts";
import { multipleCatchEvent } from "./multiple-catch-event.ts";
import { multipleEndEvent } from "./multiple-end-event.ts";
import { multipleStartEvent } from "./multiple-start-event.ts";
import { multipleThrowEvent } from "./multiple-throw-event.ts";
import { noneThrowEvent } from "./none-throw-event.ts";
import { parallelGateway } from "./parallel-gateway.ts";
import { receiveTask } from "./receive-task.ts";
import { scriptTask } from "./script-task.ts";
import { sendTask } from "./send-task.ts";
import { serviceTask } from "./service-task.ts";
import { signalBoundaryEvent } from "./signal-boundary-event.ts";
import { signalCatchEvent } from "./signal-catch-event.ts";
import { signalEndEvent } from "./signal-end-event.ts";
import { signalStartEvent } from "./signal-start-event.ts";
import { signalThrowEvent } from "./signal-throw-event.ts";
import { startEvent } from "./start-event.ts";
import { subProcess } from "./sub-process.ts";
import { task } from "./task.ts";
import { terminateEndEvent } from "./terminate-end-event.ts";
import { timerBoundaryEvent } from "./timer-boundary-event.ts";
import { timerCatchEvent } from "./timer-catch-event.ts";
import { timerStartEvent } from "./timer-start-event.ts";
import { transaction } from "./transaction.ts";
import { userTask } from "./user-task.ts";

const ALL: readonly Element[] = [
  startEvent,
  timerStartEvent,
  messageStartEvent,
  signalStartEvent,
  conditionalStartEvent,
  errorStartEvent,
  escalationStartEvent,
  compensationStartEvent,
  multipleStartEvent,
  endEvent,
  terminateEndEvent,
  messageEndEvent,
  signalEndEvent,
  errorEndEvent,
  escalationEndEvent,
  compensationEndEvent,
  cancelEndEvent,
  multipleEndEvent,
  task,
  userTask,
  serviceTask,
  sendTask,
  manualTask,
  receiveTask,
  scriptTask,
  businessRuleTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  complexGateway,
  eventBasedGateway,
  subProcess,
  eventSubProcess,
  transaction,
  callActivity,
  timerBoundaryEvent,
  messageBoundaryEvent,
  signalBoundaryEvent,
  conditionalBoundaryEvent,
  errorBoundaryEvent,
  escalationBoundaryEvent,
  compensationBoundaryEvent,
  cancelBoundaryEvent,
  multipleBoundaryEvent,
  timerCatchEvent,
  messageCatchEvent,
  signalCatchEvent,
  conditionalCatchEvent,
  linkCatchEvent,
  multipleCatchEvent,
  noneThrowEvent,
  messageThrowEvent,
  signalThrowEvent,
  escalationThrowEvent,
  compensationThrowEvent,
  linkThrowEvent,
  multipleThrowEvent,
];

/** Every element that is run, by kind. */
export const ELEMENTS: ReadonlyMap<NodeKind, Element> = new Map(ALL.map((element) => [element.kind, element]));

const BY_WORD: ReadonlyMap<string, Element> = new Map(ALL.map((element) => [element.matches, element]));

/** The element for BPMN's word and the word of its event definition; undefined when it is not run. */
export function elementFor(type: string, event: string | undefined): Element | undefined {
  return BY_WORD.get(event === undefined ? type : `${type}/${event}`);
}

/** The element of a node. */
export function behaviourOf(node: NodeModel): Element {
  const element = ELEMENTS.get(node.kind);
  if (element) return element;
  throw new ProcessError("model-refused", `节点${titleOf(node)}的类型 ${node.type} 不受支持，请修改流程`, node.id);
}
