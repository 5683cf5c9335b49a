/** Builds small BPMN models for tests: nodes as functions, flows as `a > b > c ? condition`. */
type Part = (defaults: ReadonlyMap<string, string>) => string;

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0"',
].join(" ");

/** What stands beside the process: messages, signals, errors, escalations, other processes. */
const BESIDE = /^<bpmn:(message|signal|error|escalation|process) /;

/** A whole definitions document; texts such as `<bpmn:message …>` come before the process. */
export function bpmn(...parts: (Part | string)[]): string {
  const { inner, messages } = render(parts);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} id="definitions" targetNamespace="http://tianbao.dev/test">
${messages.join("\n")}
<bpmn:process id="p" name="测试流程" isExecutable="true">
${inner.join("\n")}
</bpmn:process>
</bpmn:definitions>`;
}

function render(parts: (Part | string)[]): { inner: string[]; messages: string[] } {
  const texts = parts.filter((part): part is string => typeof part === "string");
  const flows = texts.filter((text) => !text.startsWith("<")).flatMap(readFlows);
  const defaults = new Map(flows.filter((flow) => flow.condition === "default").map((flow) => [flow.from, flow.id]));
  const inner = parts.flatMap((part) => (typeof part === "function" ? [part(defaults)] : []));
  inner.push(...texts.filter((text) => text.startsWith("<") && !BESIDE.test(text)));
  inner.push(...flows.map(writeFlow));
  return { inner, messages: texts.filter((text) => BESIDE.test(text)) };
}

type Flow = { id: string; from: string; to: string; condition?: string };

function readFlows(text: string): Flow[] {
  const [path = "", condition] = text.split(" ? ");
  const ids = path.split(" > ").map((id) => id.trim());
  return ids.slice(1).map((to, index) => {
    const from = ids[index] ?? "";
    const last = index === ids.length - 2;
    return { id: `${from}_${to}`, from, to, ...(last && condition !== undefined ? { condition } : {}) };
  });
}

function writeFlow({ id, from, to, condition }: Flow): string {
  const head = `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"`;
  if (condition === undefined || condition === "default") return `${head} />`;
  return `${head}><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(condition)}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Any element, with its extension elements and other content. */
export function element(tag: string, id: string, content = "", attributes = ""): Part {
  return (defaults) => {
    const flow = defaults.get(id);
    const standard = flow === undefined ? "" : ` default="${flow}"`;
    return `<bpmn:${tag} id="${id}" name="${id}" ${attributes}${standard}>${content}</bpmn:${tag}>`;
  };
}

export const extensions = (content: string) => `<bpmn:extensionElements>${content}</bpmn:extensionElements>`;
export const start = (id = "s", content = "") => element("startEvent", id, content);
export const end = (id = "e", content = "") => element("endEvent", id, content);
export const terminateEnd = (id: string) => end(id, "<bpmn:terminateEventDefinition />");
/** A start event, user tasks and an end event in a row: `s > a > b > e`. */
export function row(path: string): (Part | string)[] {
  const ids = path.split(" > ");
  const [first = "", last = ""] = [ids[0], ids.at(-1)];
  return [start(first), ...ids.slice(1, -1).map((id) => user(id)), end(last), path];
}

/** A complex gateway; without an activation condition it joins as an inclusive one does. */
export const complex = (id: string, activation?: string) =>
  element("complexGateway", id, expression("activationCondition", activation));

export const task = (id: string) => element("task", id);
export const manual = (id: string) => element("manualTask", id);
export const milestone = (id: string) => element("intermediateThrowEvent", id);
export const xor = (id: string) => element("exclusiveGateway", id);
export const and = (id: string) => element("parallelGateway", id);
export const or = (id: string) => element("inclusiveGateway", id);
export const race = (id: string) => element("eventBasedGateway", id);

/** A user task of the group `reviewers`, with further extension elements. */
export const user = (id: string, more = "") =>
  element(
    "userTask",
    id,
    extensions(`<zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="reviewers" />${more}`),
  );

export const service = (id: string, more = "") =>
  element("serviceTask", id, extensions(`<zeebe:taskDefinition type="${id}-job" retries="5" />${more}`));

export const timer = (kind: "timeDate" | "timeDuration" | "timeCycle", value: string) =>
  `<bpmn:timerEventDefinition><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${escapeXml(value)}</bpmn:${kind}></bpmn:timerEventDefinition>`;

export const message = (id: string) => `<bpmn:messageEventDefinition messageRef="${id}" />`;

/** A message, correlated by FEEL where a key is given. */
export const messageDefinition = (id: string, name: string, key?: string) =>
  `<bpmn:message id="${id}" name="${name}">${
    key === undefined ? "" : extensions(`<zeebe:subscription correlationKey="${escapeXml(key)}" />`)
  }</bpmn:message>`;

export const signal = (id: string) => `<bpmn:signalEventDefinition signalRef="${id}" />`;
export const signalDefinition = (id: string, name = id) => `<bpmn:signal id="${id}" name="${name}" />`;
export const error = (id?: string) => `<bpmn:errorEventDefinition ${id === undefined ? "" : `errorRef="${id}"`} />`;
export const errorDefinition = (id: string, code = id) => `<bpmn:error id="${id}" name="${id}" errorCode="${code}" />`;
export const escalation = (id?: string) =>
  `<bpmn:escalationEventDefinition ${id === undefined ? "" : `escalationRef="${id}"`} />`;
export const escalationDefinition = (id: string, code = id) =>
  `<bpmn:escalation id="${id}" name="${id}" escalationCode="${code}" />`;
export const condition = (feel: string) =>
  `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${escapeXml(feel)}</bpmn:condition></bpmn:conditionalEventDefinition>`;
export const link = (name: string) => `<bpmn:linkEventDefinition name="${name}" />`;
export const compensate = (activity?: string, more = "") =>
  `<bpmn:compensateEventDefinition ${activity === undefined ? "" : `activityRef="${activity}"`} ${more} />`;
export const cancel = "<bpmn:cancelEventDefinition />";
export const thrown = (id: string, content: string) => element("intermediateThrowEvent", id, content);
export const caught = (id: string, content: string) => element("intermediateCatchEvent", id, content);

/** A boundary compensation event and the handler it leads to, a user task unless told otherwise. */
export const undoneBy = (host: string, handler: string, tag = "userTask"): Part => {
  return () =>
    `<bpmn:boundaryEvent id="undo_${host}" attachedToRef="${host}">${compensate()}</bpmn:boundaryEvent>
<bpmn:${tag} id="${handler}" name="${handler}" isForCompensation="true">${
      tag === "userTask" ? extensions('<zeebe:assignmentDefinition candidateGroups="reviewers" />') : ""
    }</bpmn:${tag}>
<bpmn:association id="undo_${host}_to" associationDirection="One" sourceRef="undo_${host}" targetRef="${handler}" />`;
};

/** An event sub-process, which begins with the given start event. */
export const eventSub = (id: string, begin: Part, ...parts: (Part | string)[]): Part =>
  element("subProcess", id, render([begin, ...parts]).inner.join("\n"), 'triggeredByEvent="true"');

/** An event sub-process of a single task, `x` unless told otherwise; its start event is `<id>_s`. */
export const eventTask = (id: string, content: string, task = "x", interrupting = true): Part =>
  eventSub(id, onEvent(`${id}_s`, content, interrupting), user(task), end(`${id}_e`), `${id}_s > ${task} > ${id}_e`);

export const onEvent = (id: string, content: string, interrupting = true) =>
  element("startEvent", id, content, `isInterrupting="${interrupting}"`);

export const transaction = (id: string, ...parts: (Part | string)[]): Part =>
  element("transaction", id, render(parts).inner.join("\n"));

export const call = (id: string, process: string, more = "", attributes = "") =>
  element("callActivity", id, extensions(`<zeebe:calledElement processId="${process}" ${attributes} />${more}`));

/** Another process in the same file. */
export const otherProcess = (id: string, ...parts: (Part | string)[]): string =>
  `<bpmn:process id="${id}" name="${id}" isExecutable="true">${render(parts).inner.join("\n")}</bpmn:process>`;

const expression = (tag: string, feel: string | undefined) =>
  feel === undefined ? "" : `<bpmn:${tag} xsi:type="bpmn:tFormalExpression">${escapeXml(feel)}</bpmn:${tag}>`;

/** Multi-instance over a list (`inputCollection`), or as often as `times` says. */
export function multi(
  kind: "parallel" | "sequential",
  { times, until, ...zeebe }: Record<string, string | undefined> & { times?: string; until?: string },
): string {
  const attributes = Object.entries(zeebe).map(([name, value]) => `${name}="${escapeXml(value ?? "")}"`);
  const loop = attributes.length > 0 ? extensions(`<zeebe:loopCharacteristics ${attributes.join(" ")} />`) : "";
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${kind === "sequential"}">${loop}${expression(
    "loopCardinality",
    times,
  )}${expression("completionCondition", until)}</bpmn:multiInstanceLoopCharacteristics>`;
}

export const standardLoop = (feel?: string, attributes = "") =>
  `<bpmn:standardLoopCharacteristics ${attributes}>${expression("loopCondition", feel)}</bpmn:standardLoopCharacteristics>`;

/** A user task with a loop or anything else in it. */
export const userWith = (id: string, content: string, more = "") =>
  element(
    "userTask",
    id,
    `${extensions(`<zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="reviewers" />${more}`)}${content}`,
  );

export const boundary = (id: string, host: string, content: string, interrupting = true) =>
  element("boundaryEvent", id, content, `attachedToRef="${host}" cancelActivity="${interrupting}"`);

/** An embedded sub-process with its own nodes and flows. */
export function sub(id: string, ...parts: (Part | string)[]): Part {
  return element("subProcess", id, render(parts).inner.join("\n"));
}

/** Such a sub-process with a loop or extension elements. */
export function subWith(id: string, content: string, ...parts: (Part | string)[]): Part {
  return element("subProcess", id, content + render(parts).inner.join("\n"));
}
