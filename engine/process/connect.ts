import { ModelError } from "./error.ts";
import type { FlowModel, NodeModel, ProcessModel, ScopeModel } from "./model.ts";
import type { Reading } from "./read-scope.ts";

/** Ties what was read together: flows, boundary events, links, compensation handlers, lanes, and where scopes begin. */
export function connect({ model, associations }: Reading): void {
  for (const flow of Object.values(model.flows)) connectFlow(model, flow);
  for (const node of Object.values(model.nodes)) {
    if (node.attachedTo !== undefined) model.nodes[node.attachedTo]?.boundary.push(node.id);
    if (node.kind === "linkThrowEvent") connectLink(model, node);
  }
  for (const { from, to } of associations) connectHandler(model, from, to);
  for (const scope of Object.values(model.scopes)) findStarts(model, scope);
  for (const lane of model.lanes) {
    for (const id of lane.nodes) {
      const node = model.nodes[id];
      if (node) node.lane = lane.name === "" ? lane.id : lane.name;
    }
  }
}

function connectFlow(model: ProcessModel, flow: FlowModel): void {
  const [from, to] = [model.nodes[flow.from], model.nodes[flow.to]];
  if (!from || !to || from.scope !== to.scope) {
    const message = `连线“${flow.name || flow.id}”跨越了流程或子流程的边界，请改在同一层内连线`;
    throw new ModelError([{ rule: "flow-scope", severity: "error", message }]);
  }
  from.outgoing.push(flow.id);
  to.incoming.push(flow.id);
}

function connectLink(model: ProcessModel, node: NodeModel): void {
  const target = nodesIn(model, node.scope).find(
    (other) => other.kind === "linkCatchEvent" && other.link === node.link && node.link !== undefined,
  );
  if (target) node.linkTo = target.id;
  else node.unsupported = [...(node.unsupported ?? []), `Link ${node.link ?? ""}`.trim()];
}

function connectHandler(model: ProcessModel, from: string, to: string): void {
  const [event, handler] = [model.nodes[from], model.nodes[to]];
  const host = model.nodes[event?.attachedTo ?? ""];
  if (event?.kind !== "compensationBoundaryEvent" || !host || handler?.scope !== event.scope) return;
  host.handler = handler.id;
  handler.forCompensation = true;
}

/** Starts that only an event sub-process may have. */
const INNER_STARTS: Record<string, string> = {
  errorStartEvent: "Error",
  escalationStartEvent: "Escalation",
  compensationStartEvent: "Compensate",
};

function findStarts(model: ProcessModel, scope: ScopeModel): void {
  const nodes = nodesIn(model, scope.id);
  const events = nodes.filter((node) => node.kind === "eventSubProcess");
  if (events.length > 0) scope.events = events.map((node) => node.id);
  const isEvent = model.nodes[scope.id]?.kind === "eventSubProcess";
  const starts = nodes.filter((node) => node.type === "StartEvent");
  const plain = starts.filter((node) => (node.kind === "startEvent") !== isEvent);
  const first = plain.length > 0 ? plain.slice(0, 1) : starts.length === 1 ? starts : [];
  const begins = starts.length > 0 ? first : isEvent ? [] : nodes.filter(mayBegin);
  scope.starts = begins.map((node) => node.id);
  for (const start of starts) {
    if (!isEvent && INNER_STARTS[start.kind]) refuse(start, `${INNER_STARTS[start.kind]} StartEvent`);
    // Nothing keeps what has come of several events before there is an instance.
    if (!isEvent && start.parallelMultiple) refuse(start, "ParallelMultiple StartEvent");
  }
  for (const node of nodes) {
    if (node.kind === "cancelEndEvent" && !isWithinTransaction(model, node.scope)) refuse(node, "Cancel EndEvent");
    const host = model.nodes[node.attachedTo ?? ""];
    if (node.kind === "cancelBoundaryEvent" && host?.kind !== "transaction") refuse(node, "Cancel BoundaryEvent");
  }
}

/** An element that stands where the standard gives it no meaning. */
function refuse(node: NodeModel, word: string): void {
  node.kind = "unsupported";
  node.unsupported = [...(node.unsupported ?? []).filter((each) => each !== word), word];
}

function isWithinTransaction(model: ProcessModel, scope: string | undefined): boolean {
  for (let id = scope; id !== undefined; id = model.scopes[id]?.parent) {
    if (model.nodes[id]?.kind === "transaction") return true;
  }
  return false;
}

/** Without a start event, tokens begin at the nodes that nothing leads to. */
function mayBegin(node: NodeModel): boolean {
  if (node.incoming.length > 0 || node.attachedTo !== undefined || node.forCompensation) return false;
  return node.kind !== "eventSubProcess" && node.kind !== "linkCatchEvent" && node.instantiates === undefined;
}

function nodesIn(model: ProcessModel, scope: string): NodeModel[] {
  return (model.scopes[scope]?.nodes ?? []).flatMap((id) => model.nodes[id] ?? []);
}
