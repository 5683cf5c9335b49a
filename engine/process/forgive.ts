import type { Moddle } from "./moddle.ts";

/** A reference that the reader found nothing for, as bpmn-moddle reports it. */
export type Warning = { message: string; element?: unknown; property?: string; value?: unknown };

/**
 * References that name a thing rather than point to one, as other engines read them: a variable as the data of a
 * multi-instance activity, an error or escalation by its code.
 */
const BY_NAME: Record<string, (name: string) => object> = {
  "bpmn:loopDataInputRef": (name) => ({ $type: "bpmn:DataInput", id: name, name }),
  "bpmn:loopDataOutputRef": (name) => ({ $type: "bpmn:DataOutput", id: name, name }),
  "bpmn:errorRef": (name) => ({ $type: "bpmn:Error", id: name, name, errorCode: name }),
  "bpmn:escalationRef": (name) => ({ $type: "bpmn:Escalation", id: name, name, escalationCode: name }),
};

/** Whether a warning may be passed over: its meaning is plain, or it is about the picture alone. */
export function forgive({ element, property, value }: Warning): boolean {
  if (element === null || typeof element !== "object" || property === undefined || typeof value !== "string") {
    return false;
  }
  if (/^(bpmndi|di|dc):/.test((element as Moddle).$type)) return true;
  const name = BY_NAME[property];
  if (!name || value in {}) return false;
  (element as Record<string, unknown>)[property.replace(/^bpmn:/, "")] = name(value);
  return true;
}
