import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { type NodeKind, type NodeModel, titleOf } from "../model.ts";
import { endEvent } from "./end-event.ts";
import { eventBasedGateway } from "./event-based-gateway.ts";
import { exclusiveGateway } from "./exclusive-gateway.ts";
import { inclusiveGateway } from "./inclusive-gateway.ts";
import { manualTask } from "./manual-task.ts";
import { messageBoundaryEvent } from "./message-boundary-event.ts";
import { messageCatchEvent } from "./message-catch-event.ts";
import { messageStartEvent } from "./message-start-event.ts";
import { noneThrowEvent } from "./none-throw-event.ts";
import { parallelGateway } from "./parallel-gateway.ts";
import { receiveTask } from "./receive-task.ts";
import { sendTask } from "./send-task.ts";
import { serviceTask } from "./service-task.ts";
import { startEvent } from "./start-event.ts";
import { subProcess } from "./sub-process.ts";
import { task } from "./task.ts";
import { terminateEndEvent } from "./terminate-end-event.ts";
import { timerBoundaryEvent } from "./timer-boundary-event.ts";
import { timerCatchEvent } from "./timer-catch-event.ts";
import { timerStartEvent } from "./timer-start-event.ts";
import { userTask } from "./user-task.ts";

const ALL: readonly Element[] = [
  startEvent,
  timerStartEvent,
  messageStartEvent,
  endEvent,
  terminateEndEvent,
  task,
  userTask,
  serviceTask,
  sendTask,
  manualTask,
  receiveTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  subProcess,
  timerBoundaryEvent,
  messageBoundaryEvent,
  timerCatchEvent,
  messageCatchEvent,
  noneThrowEvent,
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
