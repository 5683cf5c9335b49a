import { evaluate } from "feelin";
import type { FlowModel, NodeModel, ProcessModel } from "../../../engine/process/index.ts";

/** Where a token of the game is: at a node, or still on a flow that leads there. */
export type Where = { at: string; via?: string | undefined; flow?: string | undefined; gone?: boolean };

type Variables = Readonly<Record<string, unknown>> | undefined;

/** Why a node cannot have been left by these flows; null when it can. Conditions are only known with the variables. */
export function allowedFlows(
  model: ProcessModel,
  node: NodeModel,
  taken: string[],
  variables: Variables,
): string | null {
  if (new Set(taken).size !== taken.length) return "a flow was taken twice";
  const flows = node.outgoing.map((id) => model.flows[id] as FlowModel);
  if (node.linkTo !== undefined) return taken.length === 0 ? null : "a link has no flows";
  if (flows.length === 0 || node.kind === "complexGateway") return null;
  if (node.kind === "eventBasedGateway") return taken.length === 1 ? null : "not one event";
  if (node.kind === "parallelGateway") return taken.length === flows.length ? null : "not all flows";
  // What ends its scope or throws an error is left by no flow.
  if (taken.length === 0) return node.type === "EndEvent" ? null : "no flow was taken";
  const truth = variables && knowsVariables(model, node) ? expected(node, flows, variables) : undefined;
  if (truth) return truth.join() === taken.join() ? null : `the conditions choose [${truth.join(", ")}]`;
  if (node.kind === "exclusiveGateway") return taken.length === 1 ? null : "not one flow";
  if (node.kind === "inclusiveGateway") return null;
  const certain = flows.filter(({ id, condition }) => condition === undefined && id !== node.defaultFlow);
  return certain.every(({ id }) => taken.includes(id)) ? null : "a flow without condition was left out";
}

const plain = new WeakMap<ProcessModel, boolean>();

/**
 * Whether the variables saved are those a node's conditions read: they only change when a step begins, and the node is in
 * no called process, which has its own.
 */
function knowsVariables(model: ProcessModel, node: NodeModel): boolean {
  let known = plain.get(model);
  if (known === undefined) {
    known = Object.values(model.nodes).every(
      ({ script, decision, io, loop }) => !script && !decision && !io && !loop?.item && !loop?.output,
    );
    plain.set(model, known);
  }
  let scope = node.scope;
  for (let up = model.scopes[scope]?.parent; up !== undefined; up = model.scopes[scope]?.parent) scope = up;
  return known && scope === model.id;
}

function expected(node: NodeModel, flows: FlowModel[], variables: NonNullable<Variables>): string[] {
  const hold = flows.filter(({ id, condition }) => id !== node.defaultFlow && isTrue(condition, variables));
  const chosen = node.kind === "exclusiveGateway" ? hold.slice(0, 1) : hold;
  if (chosen.length > 0 || node.defaultFlow === undefined) return chosen.map(({ id }) => id);
  return [node.defaultFlow];
}

function isTrue(condition: string | undefined, variables: NonNullable<Variables>): boolean {
  return condition === undefined || evaluate(condition.replace(/^=/, ""), { ...variables }).value === true;
}

/** How many instances a multi-instance activity has to finish, where nothing ends it early. */
export function loopTotal({ loop }: NodeModel, variables: Variables): number | undefined {
  if (!loop || loop.kind === "standard" || loop.condition !== undefined || !variables) return undefined;
  const value = evaluate((loop.collection ?? loop.cardinality ?? "").replace(/^=/, ""), { ...variables }).value;
  return loop.collection === undefined ? Number(value) : Array.isArray(value) ? value.length : undefined;
}

/**
 * BPMN 2.0, 13.4.3: a token that keeps an inclusive join waiting. It can come to an incoming flow that has no token,
 * without passing the gateway, and to none that has one.
 */
export function awaited<T extends Where>(
  model: ProcessModel,
  join: NodeModel,
  arrived: ReadonlySet<string>,
  others: readonly T[],
): T | undefined {
  return others.find((other) => {
    const reached = flowsAhead(model, join, other);
    const some = (wanted: boolean) => join.incoming.some((flow) => arrived.has(flow) === wanted && reached.has(flow));
    return some(false) && !some(true);
  });
}

/** Every flow a token can still go along without passing a gateway. */
function flowsAhead(model: ProcessModel, join: NodeModel, { at, flow }: Where): Set<string> {
  const reached = new Set<string>(flow === undefined ? [] : [flow]);
  const seen = new Set<string>();
  const queue = [at];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = model.nodes[id];
    if (!node || seen.has(id) || id === join.id) continue;
    seen.add(id);
    for (const outgoing of node.outgoing) {
      reached.add(outgoing);
      queue.push(model.flows[outgoing]?.to ?? "");
    }
    queue.push(...node.boundary, ...(node.linkTo === undefined ? [] : [node.linkTo]));
  }
  return reached;
}
