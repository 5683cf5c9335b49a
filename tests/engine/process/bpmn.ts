/** Builds small BPMN models for tests: nodes as functions, flows as `a > b > c ? condition`. */
type Part = (defaults: ReadonlyMap<string, string>) => string;

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0"',
].join(" ");

/** A whole definitions document; parts before the process (messages) start with `<bpmn:message`. */
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
  inner.push(...texts.filter((text) => text.startsWith("<") && !text.startsWith("<bpmn:message ")));
  inner.push(...flows.map(writeFlow));
  return { inner, messages: texts.filter((text) => text.startsWith("<bpmn:message ")) };
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

function escapeXml(text: string): string {
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

export const boundary = (id: string, host: string, content: string, interrupting = true) =>
  element("boundaryEvent", id, content, `attachedToRef="${host}" cancelActivity="${interrupting}"`);

/** An embedded sub-process with its own nodes and flows. */
export function sub(id: string, ...parts: (Part | string)[]): Part {
  return element("subProcess", id, render(parts).inner.join("\n"));
}
