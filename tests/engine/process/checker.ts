import type { Effect, HistoryEffect, NodeModel, ProcessModel } from "../../../engine/process/index.ts";

/**
 * Says whether a history is a path of a model, from the nodes and flows alone: it shares no code with the engine. It
 * plays the history as a token game, counting tokens on flows and at nodes, and throws at the first impossible step.
 */
export class HistoryChecker {
  readonly entered: string[] = [];
  private readonly model: ProcessModel;
  private readonly onFlow = new Map<string, number>();
  /** Arrived and not left, per node and flow (empty flow: started, attached or moved there). */
  private readonly atNode = new Map<string, Map<string, number>>();
  private expected: { node: NodeModel; taken: string[] } | undefined;
  private placed = new Set<string>();
  /** The flow each token last came by. */
  private readonly cameBy = new Map<string, string>();

  constructor(model: ProcessModel) {
    this.model = model;
  }

  /** Plays the history of one step; between steps no token may be on a flow. */
  follow(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === "enter") this.enter(effect);
      else if (effect.type === "leave") this.leave(effect);
      else if (effect.type === "take") this.take(effect);
      else if (effect.type === "cancel" || effect.type === "finish") this.cancel(effect);
      else if (effect.type === "move") this.placed.add(effect.nodeId);
    }
    this.settle();
    const travelling = [...this.onFlow].filter(([, count]) => count > 0);
    if (travelling.length > 0) throw new Error(`tokens left on flows ${travelling.map(([flow]) => flow).join(", ")}`);
  }

  /** After the end no token may be anywhere. */
  mustBeEmpty(): void {
    for (const [node, flows] of this.atNode) {
      for (const count of flows.values()) if (count > 0) throw new Error(`a token was left at ${node}`);
    }
  }

  private enter({ nodeId, flowId, tokenId }: Extract<HistoryEffect, { type: "enter" }>): void {
    this.settle();
    const node = this.node(nodeId);
    if (flowId === undefined) this.mayAppear(node);
    else {
      if (this.model.flows[flowId]?.to !== nodeId) throw new Error(`${flowId} does not lead to ${nodeId}`);
      this.change(this.onFlow, flowId, -1);
    }
    this.change(this.flowsAt(nodeId), flowId ?? "", 1);
    this.cameBy.set(tokenId, flowId ?? "");
    this.entered.push(nodeId);
  }

  private mayAppear(node: NodeModel): void {
    if (this.placed.delete(node.id)) return;
    if (node.type === "StartEvent" || node.type === "BoundaryEvent" || node.incoming.length === 0) return;
    // Instances of a loop, handlers, and sub-processes that are being compensated; events that begin an instance.
    if (node.loop || node.forCompensation || this.model.scopes[node.id] || node.call) return;
    if (
      node.kind === "linkCatchEvent" ||
      node.kind === "complexGateway" ||
      node.incoming.some((flow) => this.begins(flow))
    )
      return;
    if (node.kind === "cancelEndEvent" || node.kind.startsWith("compensation")) return;
    throw new Error(`a token appeared at ${node.id}`);
  }

  private begins(flow: string): boolean {
    return this.model.nodes[this.model.flows[flow]?.from ?? ""]?.instantiates !== undefined;
  }

  private leave({ nodeId }: Extract<HistoryEffect, { type: "leave" }>): void {
    this.settle();
    const node = this.node(nodeId);
    const arrived = this.flowsAt(nodeId);
    const waiting = [...arrived].filter(([, count]) => count > 0).map(([flow]) => flow);
    if (node.kind === "parallelGateway" && !waiting.includes("")) {
      for (const flow of node.incoming) this.change(arrived, flow, -1);
    } else if (node.kind === "inclusiveGateway" || node.kind === "complexGateway") {
      if (waiting.length === 0) throw new Error(`${nodeId} left with no token`);
      for (const flow of waiting) this.change(arrived, flow, -1);
    } else this.change(arrived, waiting[0] ?? "", -1);
    this.expected = { node, taken: [] };
  }

  private take({ nodeId, flowId }: Extract<HistoryEffect, { type: "take" }>): void {
    if (this.expected?.node.id !== nodeId) throw new Error(`${flowId} taken without leaving ${nodeId}`);
    if (this.model.flows[flowId]?.from !== nodeId) throw new Error(`${flowId} does not start at ${nodeId}`);
    this.expected.taken.push(flowId);
    this.change(this.onFlow, flowId, 1);
  }

  private cancel({ nodeId, tokenId }: { nodeId: string; tokenId: string }): void {
    this.settle();
    this.change(this.flowsAt(nodeId), this.cameBy.get(tokenId) ?? "", -1);
  }

  /** The flows taken when a node was left must be those its kind allows. */
  private settle(): void {
    if (!this.expected) return;
    const { node, taken } = this.expected;
    this.expected = undefined;
    const distinct = new Set(taken).size === taken.length;
    const certain = node.outgoing.filter((id) => !this.model.flows[id]?.condition && id !== node.defaultFlow);
    let allowed = distinct && (node.outgoing.length === 0) === (taken.length === 0);
    if (node.kind === "exclusiveGateway" || node.kind === "eventBasedGateway") allowed &&= taken.length <= 1;
    else if (node.kind === "parallelGateway") allowed &&= taken.length === node.outgoing.length;
    else if (node.kind === "complexGateway") allowed = distinct;
    else if (node.kind !== "inclusiveGateway") allowed &&= certain.every((id) => taken.includes(id));
    if (!allowed) throw new Error(`${node.id} was left by [${taken.join(", ")}]`);
  }

  private node(id: string): NodeModel {
    const node = this.model.nodes[id];
    if (!node) throw new Error(`no node ${id}`);
    return node;
  }

  private flowsAt(node: string): Map<string, number> {
    const known = this.atNode.get(node) ?? new Map<string, number>();
    this.atNode.set(node, known);
    return known;
  }

  private change(counts: Map<string, number>, key: string, by: number): void {
    const count = (counts.get(key) ?? 0) + by;
    if (count < 0) throw new Error(`no token where one was taken from (${key})`);
    counts.set(key, count);
  }
}
