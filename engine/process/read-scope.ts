import { ELEMENTS, elementFor } from "./elements/index.ts";
import { ModelError } from "./error.ts";
import type { Links } from "./link.ts";
import { child, children, type Moddle, text, word } from "./moddle.ts";
import type { FlowModel, NodeModel, ProcessModel } from "./model.ts";
import { readData } from "./read-data.ts";
import { eventWord, readEvent } from "./read-event.ts";
import { readLoop } from "./read-loop.ts";
import { optional, readIo, readRecordState } from "./read-task.ts";
import { unsupportedIn } from "./unsupported.ts";

/** A file being read into a model. */
export type Reading = {
  model: ProcessModel;
  definitions: Moddle;
  /** New ids for those elements of a called process whose id the caller uses already. */
  renamed: ReadonlyMap<string, string>;
  associations: { from: string; to: string }[];
  /** Call activities and business rule tasks that are still to be linked, each with the file it stands in. */
  calls: { node: NodeModel; reading: Reading }[];
  /** Where the file finds what it names but does not hold. */
  links: Links;
};

const NO_NODES = new Set([
  ...["TextAnnotation", "Association", "Group"],
  // Data is kept in the routing variables, which need no declaration.
  ...["DataObject", "DataObjectReference", "DataStoreReference"],
]);

/** Reads a process or sub-process with all that is in it. */
export function readScope(source: Moddle, parent: string | undefined, reading: Reading): void {
  const id = idOf(source, reading);
  const { model } = reading;
  model.scopes[id] = { id, name: text(source, "name") ?? "", ...optional("parent", parent), nodes: [], starts: [] };
  for (const element of children(source, "flowElements")) {
    if (element.$type === "bpmn:SequenceFlow") readFlow(element, reading);
    else if (!NO_NODES.has(word(element))) readNode(element, id, reading);
  }
  for (const artifact of children(source, "artifacts")) {
    const [from, to] = [child(artifact, "sourceRef")?.id, child(artifact, "targetRef")?.id];
    if (from && to) reading.associations.push({ from: renamed(from, reading), to: renamed(to, reading) });
  }
  for (const set of children(source, "laneSets")) readLanes(set, reading);
}

function renamed(id: string, { renamed }: Reading): string {
  return renamed.get(id) ?? id;
}

/** The element's id; one that every JavaScript object answers to (`constructor`) cannot be a key. */
function idOf(source: Moddle, reading: Reading): string {
  const id = source.id;
  if (id && !(id in {})) return renamed(id, reading);
  const title = `${word(source)} ${text(source, "name") ?? ""}`.trim();
  const message = id
    ? `流程图元素（${title}）不能用“${id}”作编号，请换一个编号`
    : `流程图中有一个没有编号的元素（${title}），请补上编号`;
  throw new ModelError([{ rule: "xml-id", severity: "error", message }]);
}

function readFlow(source: Moddle, reading: Reading): void {
  const [from, to] = [child(source, "sourceRef")?.id, child(source, "targetRef")?.id];
  if (from === undefined || to === undefined) {
    const message = `连线“${text(source, "name") ?? source.id ?? ""}”没有连好两端，请重新连线`;
    throw new ModelError([{ rule: "xml-dangling", severity: "error", message }]);
  }
  const condition = child(source, "conditionExpression");
  const flow: FlowModel = {
    id: source.id === undefined ? freeFlowId(`${from}:${to}`, reading) : idOf(source, reading),
    name: text(source, "name") ?? "",
    from: renamed(from, reading),
    to: renamed(to, reading),
  };
  if (condition) flow.condition = text(condition, "body") ?? "";
  reading.model.flows[flow.id] = flow;
}

/** A flow that nobody refers to needs no id in BPMN; joins tell flows apart, so it gets one. */
function freeFlowId(wanted: string, { model }: Reading): string {
  let id = wanted;
  for (let number = 2; model.flows[id] !== undefined; number += 1) id = `${wanted}:${number}`;
  return id;
}

function readNode(source: Moddle, scope: string, reading: Reading): void {
  const type = word(source);
  const event = source.triggeredByEvent === true ? "Event" : eventWord(source);
  const element = elementFor(type, event);
  const node: NodeModel = {
    id: idOf(source, reading),
    kind: element?.kind ?? "unsupported",
    type,
    name: text(source, "name") ?? "",
    scope,
    incoming: [],
    outgoing: [],
    boundary: [],
    ...optional("defaultFlow", child(source, "default")?.id),
    ...optional("recordState", readRecordState(source)),
    ...optional("io", readIo(source)),
    ...optional("loop", readLoop(source)),
    ...(source.isForCompensation === true ? { forCompensation: true } : {}),
  };
  if (type.endsWith("Event")) readEvent(source, node);
  readData(source, node);
  element?.read?.(source, node);
  const unsupported = unsupportedIn(source, node, event, ELEMENTS.get(node.kind)?.extensions ?? []);
  if (unsupported.length > 0) node.unsupported = unsupported;
  readForeign(source, node);
  rename(node, reading);
  reading.model.nodes[node.id] = node;
  reading.model.scopes[scope]?.nodes.push(node.id);
  if (node.call || node.decision) reading.calls.push({ node, reading });
  if (children(source, "flowElements").length > 0 || ELEMENTS.get(node.kind)?.holds) {
    readScope(source, scope, reading);
  }
}

/** Other vendors' settings, which have no effect here. */
function readForeign(source: Moddle, node: NodeModel): void {
  const found = children(child(source, "extensionElements"), "values").map((item) => item.$type);
  const foreign = found.filter((type) => !/^(zeebe|tianbao):/.test(type));
  const attributes = Object.keys((source.$attrs as object | undefined) ?? {}).filter(
    (name) => !name.startsWith("xmlns"),
  );
  if (foreign.length + attributes.length > 0) node.foreign = [...foreign, ...attributes];
}

function rename(node: NodeModel, reading: Reading): void {
  if (reading.renamed.size === 0) return;
  if (node.defaultFlow !== undefined) node.defaultFlow = renamed(node.defaultFlow, reading);
  if (node.attachedTo !== undefined) node.attachedTo = renamed(node.attachedTo, reading);
  for (const event of [node, ...(node.multiple ?? [])]) {
    const activity = event.compensation?.activity;
    if (event.compensation && activity !== undefined) event.compensation.activity = renamed(activity, reading);
  }
  for (const outcome of node.task?.outcomes ?? []) {
    if (outcome.target !== undefined) outcome.target = renamed(outcome.target, reading);
  }
}

function readLanes(set: Moddle, reading: Reading): void {
  for (const lane of children(set, "lanes")) {
    const nodes = children(lane, "flowNodeRef").flatMap((node) => (node.id ? renamed(node.id, reading) : []));
    reading.model.lanes.push({ id: lane.id ?? "", name: text(lane, "name") ?? "", nodes });
    const nested = child(lane, "childLaneSet");
    if (nested) readLanes(nested, reading);
  }
}
