import type { Moddle } from "./moddle.ts";

/** What the reader could not make out, as bpmn-moddle reports it: mostly a reference that it found nothing for. */
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

/** References that tell people or services something and no token: types of data, operations, who sends what to whom. */
const DOCUMENTS = new Set(
  [
    ...["itemSubjectRef", "itemRef", "operationRef", "inMessageRef", "outMessageRef", "resourceRef", "parameterRef"],
    ...["categoryValueRef", "dataStoreRef", "processRef", "partitionElementRef", "correlationPropertyRef"],
    // Where a flow leads is said by the flow itself.
    ...["incoming", "outgoing"],
  ].map((name) => `bpmn:${name}`),
);

/** Anything of the picture; some tools write old or double things into it. */
const PICTURE = /(^|[<\s])(bpmndi|di|dc|omgdi|omgdc):/;

/**
 * Whether a warning may be passed over: its meaning is plain, it is about the picture alone, or about what no token
 * meets. `known` are the elements of the file by id: a reference may name one with the prefix of its namespace.
 */
export function forgive(warning: Warning, known: Readonly<Record<string, object>> = {}): boolean {
  const { message, element, property, value } = warning;
  if (isAboutPicture(message)) return true;
  if (element === null || typeof element !== "object") return false;
  const { $type } = element as Moddle;
  // Where an expression does not say that it is a formal one, the reader wonders at its language.
  if (PICTURE.test($type) || ($type === "bpmn:Expression" && message === "unknown attribute <language>")) return true;
  if (property === undefined || typeof value !== "string") return false;
  const target = known[value.replace(/^[^:]*:/, "")];
  if (value.includes(":") && target) return refer(element, property, target);
  if (DOCUMENTS.has(property) || $type === "bpmn:MessageFlow") return true;
  const name = BY_NAME[property];
  return name !== undefined && !(value in {}) && refer(element, property, name(value));
}

/** An element of the picture that was left out, with the reason: an id used twice, a type that is not known. */
function isAboutPicture(message: string): boolean {
  const [first = ""] = message.split("\n");
  return (
    first.startsWith("unparsable content") &&
    (PICTURE.test(first) || /<[\w-]+:(BPMN(Diagram|Plane|Shape|Edge|Label))>/.test(first))
  );
}

/** Lets the element refer to what was meant; of several references it is added to the others. */
function refer(element: object, property: string, target: object): boolean {
  const name = property.replace(/^bpmn:/, "");
  const holder = element as Record<string, unknown>;
  const others = holder[name];
  if (Array.isArray(others)) others.push(target);
  else holder[name] = target;
  return true;
}
