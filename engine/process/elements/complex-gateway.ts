import { compileExpression } from "../../expression/index.ts";
import type { Element } from "../element.ts";
import { arrivedAt, isAwaited } from "../join.ts";
import { body } from "../moddle.ts";
import type { NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { splitInclusive } from "./inclusive-gateway.ts";

/**
 * Complex gateway: goes on as soon as its activation condition holds, for example when two of three tokens have come
 * (`activationCount`), then takes in the tokens that are still to come until it is as at first. Without a condition it
 * joins and splits as an inclusive gateway does.
 */
export const complexGateway: Element = {
  kind: "complexGateway",
  matches: "ComplexGateway",
  waits: false,
  read(source, node) {
    const activation = body(source, "activationCondition");
    if (activation !== undefined) node.activation = activation;
  },
  enter(run, token, node) {
    if (node.activation === undefined) {
      if (node.incoming.length <= 1) splitInclusive(run, token, node);
      return;
    }
    if (node.incoming.length === 0 || !late(run, token, node)) activate(run, token, node, node.activation);
  },
};

/** The token that keeps a gateway's scope and memory between its activation and its reset. */
function memoryOf(run: Run, token: Token): Token | undefined {
  return run.tokens.find((other) => other.at === token.at && other.scope === token.scope && other.reset);
}

/** A token that comes after the activation is taken in; a second one by the same flow waits for the next round. */
function late(run: Run, token: Token, node: NodeModel): boolean {
  const memory = memoryOf(run, token);
  if (!memory?.reset) return false;
  const flow = token.via ?? "";
  if (memory.reset.includes(flow)) return true;
  memory.reset = [...memory.reset, flow];
  run.effects.push({ type: "finish", nodeId: node.id, tokenId: token.id });
  run.remove(token);
  return true;
}

function activate(run: Run, token: Token, node: NodeModel, condition: string): void {
  const arrived = arrivedAt(run, token, node);
  const counts = { activationCount: Math.max(1, arrived.size), waitingForStart: true };
  if (!run.truth(condition, node, token, counts)) return;
  const flows = [...arrived.keys()];
  const tokens = [...arrived.values()];
  const merged = run.merge(tokens.length > 0 ? tokens : [token]);
  const waits = flows.length < node.incoming.length;
  const memory = waits ? run.spawn(node.id, merged) : undefined;
  if (memory) memory.reset = flows;
  splitInclusive(run, merged, node, counts);
}

/** Resets the first complex gateway that no more tokens can come to; false when there is none. */
export function resetComplex(run: Run): boolean {
  for (const memory of run.tokens) {
    if (!memory.reset) continue;
    const node = run.node(memory.at);
    const come = new Set(memory.reset);
    if (come.size < node.incoming.length && isAwaited(run, memory, node, come)) continue;
    reset(run, memory, node);
    return true;
  }
  return false;
}

/** Flows whose condition asks for it get a token on the reset as well; then tokens that waited are looked at anew. */
function reset(run: Run, memory: Token, node: NodeModel): void {
  const counts = { activationCount: 0, waitingForStart: false };
  const flows = node.outgoing.filter((id) => {
    const { condition } = run.flow(id);
    if (condition === undefined || !compileExpression(condition).variables.includes("waitingForStart")) return false;
    return run.holds(run.flow(id), node, memory, counts);
  });
  const { scope } = memory;
  delete memory.reset;
  delete memory.via;
  run.takeAll(memory, node, flows);
  for (const waiting of run.tokens) {
    if (waiting.at === node.id && waiting.scope === scope && node.activation !== undefined) {
      activate(run, waiting, node, node.activation);
      return;
    }
  }
}
