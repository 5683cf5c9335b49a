import { ELEMENTS, elementFor } from "./elements/index.ts";
import { ModelError } from "./error.ts";
import { body, child, children, extensions, type Moddle, text, word } from "./moddle.ts";
import type { FlowModel, NodeModel, ProcessModel } from "./model.ts";
import { parseBpmn } from "./parse.ts";
import { eventWord } from "./read-event.ts";
import { optional, readRecordState } from "./read-task.ts";

/** Compiles BPMN XML into a frozen model; `processId` chooses among several processes. Throws ModelError. */
export async function compile(xml: string, processId?: string): Promise<ProcessModel> {
  return compileTree(await parseBpmn(xml), processId);
}

/** Compiles an already parsed tree; constructs that are not run stay in the model as `unsupported` for the linter. */
function compileTree(definitions: Moddle, processId?: string): ProcessModel {
  const source = chooseProcess(definitions, processId);
  const model: ProcessModel = {
    modelVersion: 1,
    id: idOf(source),
    name: text(source, "name") ?? "",
    scopes: {},
    nodes: {},
    flows: {},
    lanes: [],
  };
  readScope(source, undefined, model);
  connect(model);
  return deepFreeze(model);
}

function chooseProcess(definitions: Moddle, processId: string | undefined): Moddle {
  const processes = children(definitions, "rootElements").filter((root) => root.$type === "bpmn:Process");
  const executable = processes.filter((process) => process.isExecutable === true);
  const candidates = executable.length > 0 ? executable : processes;
  const chosen = processId === undefined ? candidates[0] : processes.find((process) => process.id === processId);
  if (chosen && (processId !== undefined || candidates.length === 1)) return chosen;
  const ids = candidates.map((process) => process.id).join("、");
  const message =
    processId !== undefined
      ? `流程图中没有编号为“${processId}”的流程，请核对流程编号`
      : candidates.length === 0
        ? "流程图中没有流程，请先画出流程"
        : `流程图中有多个可执行流程（${ids}），请只保留一个或指明流程编号`;
  throw new ModelError([{ rule: "process-one", severity: "error", message }]);
}

const ARTIFACTS = new Set(["TextAnnotation", "Association", "Group"]);

function readScope(source: Moddle, parent: string | undefined, model: ProcessModel): void {
  const id = idOf(source);
  model.scopes[id] = { id, ...optional("parent", parent), nodes: [] };
  for (const element of children(source, "flowElements")) {
    if (element.$type === "bpmn:SequenceFlow") readFlow(element, model);
    else if (!ARTIFACTS.has(word(element))) readNode(element, id, model);
  }
  for (const set of children(source, "laneSets")) readLanes(set, model);
}

/** The element's id; one that every JavaScript object answers to (`constructor`) cannot be a key. */
function idOf(source: Moddle): string {
  const id = source.id;
  if (id && !(id in {})) return id;
  const title = `${word(source)} ${text(source, "name") ?? ""}`.trim();
  const message = id
    ? `流程图元素（${title}）不能用“${id}”作编号，请换一个编号`
    : `流程图中有一个没有编号的元素（${title}），请补上编号`;
  throw new ModelError([{ rule: "xml-id", severity: "error", message }]);
}

function readFlow(source: Moddle, model: ProcessModel): void {
  const [from, to] = [child(source, "sourceRef")?.id, child(source, "targetRef")?.id];
  if (from === undefined || to === undefined) {
    const message = `连线“${text(source, "name") ?? source.id ?? ""}”没有连好两端，请重新连线`;
    throw new ModelError([{ rule: "xml-dangling", severity: "error", message }]);
  }
  const condition = child(source, "conditionExpression");
  const flow: FlowModel = { id: idOf(source), name: text(source, "name") ?? "", from, to };
  if (condition) flow.condition = text(condition, "body") ?? "";
  model.flows[flow.id] = flow;
}

function readNode(source: Moddle, scope: string, model: ProcessModel): void {
  const type = word(source);
  const element = elementFor(type, eventWord(source));
  const node: NodeModel = {
    id: idOf(source),
    kind: element?.kind ?? "unsupported",
    type,
    name: text(source, "name") ?? "",
    scope,
    incoming: [],
    outgoing: [],
    boundary: [],
    ...optional("defaultFlow", child(source, "default")?.id),
    ...optional("recordState", readRecordState(source)),
  };
  element?.read?.(source, node);
  noteUnsupported(source, node);
  model.nodes[node.id] = node;
  model.scopes[scope]?.nodes.push(node.id);
  if (node.kind === "subProcess") readScope(source, scope, model);
}

function noteUnsupported(source: Moddle, node: NodeModel): void {
  const unsupported: string[] = [];
  if (node.kind === "unsupported") unsupported.push([eventWord(source), node.type].filter(Boolean).join(" "));
  const loop = child(source, "loopCharacteristics");
  if (loop) unsupported.push(word(loop));
  if (source.triggeredByEvent === true) unsupported.push("EventSubProcess");
  if (source.isForCompensation === true) unsupported.push("isForCompensation");
  if (child(source, "ioSpecification")) unsupported.push("ioSpecification");
  for (const data of ["dataInputAssociations", "dataOutputAssociations"]) {
    if (children(source, data).length > 0) unsupported.push(data);
  }
  if (body(source, "activationCondition") !== undefined) unsupported.push("activationCondition");
  const known = ELEMENTS.get(node.kind)?.extensions ?? [];
  const found = extensions(source).map((item) => item.$type);
  const own = found.filter((type) => /^(zeebe|tianbao):/.test(type));
  unsupported.push(...own.filter((type) => !known.includes(type) && !ALWAYS_KNOWN.has(type)));
  if (unsupported.length > 0) node.unsupported = unsupported;
  const foreign = found.filter((type) => !/^(zeebe|tianbao):/.test(type));
  const attributes = Object.keys((source.$attrs as object | undefined) ?? {}).filter(
    (name) => !name.startsWith("xmlns"),
  );
  if (foreign.length + attributes.length > 0) node.foreign = [...foreign, ...attributes];
}

const ALWAYS_KNOWN = new Set(["zeebe:Properties", "zeebe:VersionTag", "tianbao:RecordState"]);

function readLanes(set: Moddle, model: ProcessModel): void {
  for (const lane of children(set, "lanes")) {
    const nodes = children(lane, "flowNodeRef").flatMap((node) => node.id ?? []);
    model.lanes.push({ id: lane.id ?? "", name: text(lane, "name") ?? "", nodes });
    const nested = child(lane, "childLaneSet");
    if (nested) readLanes(nested, model);
  }
}

function connect(model: ProcessModel): void {
  for (const flow of Object.values(model.flows)) {
    const [from, to] = [model.nodes[flow.from], model.nodes[flow.to]];
    if (!from || !to || from.scope !== to.scope) {
      const message = `连线“${flow.name || flow.id}”跨越了流程或子流程的边界，请改在同一层内连线`;
      throw new ModelError([{ rule: "flow-scope", severity: "error", message }]);
    }
    from.outgoing.push(flow.id);
    to.incoming.push(flow.id);
  }
  for (const node of Object.values(model.nodes)) {
    if (node.attachedTo !== undefined) model.nodes[node.attachedTo]?.boundary.push(node.id);
  }
  for (const lane of model.lanes) {
    for (const id of lane.nodes) {
      const node = model.nodes[id];
      if (node) node.lane = lane.name === "" ? lane.id : lane.name;
    }
  }
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
