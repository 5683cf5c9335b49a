import type { Effect, HistoryEffect, NodeModel, ProcessModel, State } from "../../../engine/process/index.ts";
import { allowedFlows, awaited, loopTotal, type Where } from "./checker-rules.ts";

type Of<T extends HistoryEffect["type"]> = Extract<HistoryEffect, { type: T }>;

/** A token of the game: at a node, or on a flow to it; `host` is the token of the scope it runs in (unknown: null). */
type Piece = Where & { id: string; host: Piece | null | undefined; instance: boolean; since: number; finished: number };

type Appearance = { host: Piece["host"]; instance?: boolean; byHand?: boolean };

/** Nodes that something has to happen to from outside before a token goes on. */
const WAITS = new Set(["timerCatchEvent", "messageCatchEvent", "receiveTask"]);

/**
 * Says whether a history is a path of a model, from the model's data alone: it shares no code with the engine. It plays
 * the history as a token game, token by token, and throws at the first step that BPMN does not allow; at each wait it
 * holds what it has to what was saved.
 */
export class HistoryChecker {
  readonly entered: string[] = [];
  private readonly model: ProcessModel;
  private readonly pieces = new Map<string, Piece>();
  private expected: { piece: Piece; node: NodeModel; taken: string[]; also: string[] } | undefined;
  /** Where this step puts tokens by hand: `node token`, the token being the new one or what it is put into. */
  private placed: string[] = [];
  private closed: string[] = [];
  /** Tokens just taken from a place, by which an interrupting boundary event or a link may begin. */
  private readonly freed = new Map<string, { at: string; host: Piece["host"] }>();
  /** Completed activities less compensated ones, by node. */
  private readonly completed = new Map<string, number>();
  /** Tokens that still rest after the step: of several that came by one flow, a join takes another one. */
  private kept: ReadonlySet<string> = new Set();
  private step = 0;
  private variables: Record<string, unknown> | undefined;
  private ended = false;

  constructor(model: ProcessModel) {
    this.model = model;
  }

  /** Plays the history of one step; with the state saved after it, tokens, scopes and conditions are held to that. */
  follow(effects: readonly Effect[], state?: State): void {
    this.step += 1;
    this.placed = [];
    this.closed = effects.flatMap((effect) =>
      effect.type === "closeTask" && effect.reason === "completed" ? [effect.nodeId] : [],
    );
    // A call that ends gives variables back in the midst of a step.
    const isGivenBack = effects.some((effect) => effect.type === "leave" && this.model.nodes[effect.nodeId]?.call);
    this.variables = isGivenBack ? undefined : state?.variables;
    this.kept = new Set(state?.tokens.map(({ id, at }) => `${id} ${at}`));
    for (const effect of effects) this.play(effect);
    this.settle();
    this.freed.clear();
    for (const piece of this.pieces.values()) {
      if (piece.flow !== undefined) throw new Error(`token ${piece.id} was left on flow ${piece.flow}`);
    }
    this.nothingDue();
    if (state) this.agree(state);
  }

  /** After the end no token may be anywhere. */
  mustBeEmpty(): void {
    for (const { at } of this.pieces.values()) throw new Error(`a token was left at ${at}`);
  }

  private play(effect: Effect): void {
    if (effect.type === "take") {
      this.take(effect);
      return;
    }
    if (effect.type === "end") this.ended = true;
    if (!["enter", "leave", "finish", "cancel", "move"].includes(effect.type)) return;
    this.settle();
    if (effect.type === "enter") this.enter(effect);
    else if (effect.type === "leave") this.leave(effect);
    else if (effect.type === "finish") this.finish(effect);
    else if (effect.type === "cancel") this.cancel(effect);
    else if (effect.type === "move") this.placed.push(`${effect.nodeId} ${effect.tokenId}`);
  }

  private enter({ nodeId, flowId, tokenId }: Of<"enter">): void {
    const node = this.node(nodeId);
    this.entered.push(nodeId);
    const known = this.pieces.get(tokenId);
    if (flowId !== undefined) {
      if (this.model.flows[flowId]?.to !== nodeId) throw new Error(`${flowId} does not lead to ${nodeId}`);
      if (known?.flow !== flowId) throw new Error(`token ${tokenId} entered ${nodeId} by ${flowId} without taking it`);
      Object.assign(known, { at: nodeId, via: flowId, flow: undefined, since: this.step, finished: 0 });
      return;
    }
    if (known) throw new Error(`token ${tokenId} entered ${nodeId} while it was at ${known.at}`);
    const { host, instance = false, byHand = false } = this.appearance(node, tokenId);
    const piece: Piece = { id: tokenId, at: nodeId, host, instance, since: this.step, finished: 0, gone: byHand };
    this.pieces.set(tokenId, piece);
  }

  /** Why a token may begin at a node without a flow, and what it then runs in. */
  private appearance(node: NodeModel, tokenId: string): Appearance {
    // A loop that is opened by hand has as many instances as are put into it.
    if (this.use(this.placed, `${node.id} ${tokenId}`)) return { host: this.hostOf(node), byHand: true };
    const into = this.alive(node.id).find((piece) => this.use(this.placed, `${node.id} ${piece.id}`));
    if (into) {
      into.gone = true;
      return { host: into, instance: true };
    }
    const body = this.bodyFor(node);
    const asInstance = { host: body, instance: true };
    const freed = this.freed.get(tokenId);
    if (freed && (node.attachedTo === freed.at || this.node(freed.at).linkTo === node.id)) {
      this.freed.delete(tokenId);
      return { host: freed.host };
    }
    if (node.attachedTo !== undefined) return { host: this.besideOf(node) };
    if (body !== undefined) return asInstance;
    if (node.kind === "eventSubProcess") return { host: this.hostOf(node, "any") };
    const scope = this.model.scopes[node.scope];
    const begins = node.type === "StartEvent" || scope?.starts.includes(node.id) || this.mayBeginInstance(node);
    if (begins) return { host: this.hostOf(node, "fresh") };
    if (node.forCompensation || this.completed.has(node.id) || this.isHost(node)) return this.undoing(node);
    if (node.kind.startsWith("compensation") || node.kind === "cancelEndEvent") return { host: null };
    throw new Error(`a token appeared at ${node.id}`);
  }

  /** A non-interrupting boundary event runs beside its activity, which must be there. */
  private besideOf(node: NodeModel): Piece["host"] {
    const hosts = this.alive(node.attachedTo ?? "").filter((piece) => !piece.instance);
    if (hosts.length === 0) throw new Error(`${node.id} came while nothing was at ${node.attachedTo}`);
    if (node.interrupting !== false) throw new Error(`${node.id} interrupts but its activity goes on`);
    return hosts.every((each) => each.host === hosts[0]?.host) ? hosts[0]?.host : null;
  }

  private undoing(node: NodeModel): { host: Piece["host"] } {
    const undone = node.forCompensation
      ? Object.values(this.model.nodes).find((other) => other.handler === node.id)?.id
      : node.id;
    const left = this.completed.get(undone ?? "") ?? 0;
    if (left <= 0) throw new Error(`${node.id} compensates what has not completed`);
    // A loop that stands for its instances once more is none of the instances that are undone in it.
    if (node.forCompensation || !node.loop) this.completed.set(undone ?? "", left - 1);
    return { host: null };
  }

  /** The token whose scope a node is in: the only one there, or a fresh one, or not to be told apart. */
  private hostOf(node: NodeModel, which: "any" | "fresh" = "any"): Piece["host"] {
    // A process may call itself, so that its own nodes run inside a call as well.
    if (node.scope === this.model.id && this.hostsOf(node.scope).length === 0) {
      const begun = which === "fresh" && this.step > 1 && this.model.nodes[node.id]?.instantiates === undefined;
      if (begun) throw new Error(`${node.id} began a second time`);
      return undefined;
    }
    const hosts = this.hostsOf(node.scope);
    const [first] = hosts;
    if (!first) throw new Error(`a token appeared at ${node.id} while nothing was in ${node.scope}`);
    if (hosts.length === 1) return first;
    return null;
  }

  private hostsOf(scope: string): Piece[] {
    return [...this.pieces.values()].filter((piece) => {
      const node = this.node(piece.at);
      return piece.flow === undefined && (node.call?.scope ?? node.id) === scope && (!node.loop || piece.instance);
    });
  }

  private leave({ nodeId, tokenId }: Of<"leave">): void {
    const node = this.node(nodeId);
    const piece = this.at(tokenId, nodeId);
    for (const inner of this.pieces.values()) {
      if (inner.host === piece) throw new Error(`${nodeId} was left while a token was in it at ${inner.at}`);
    }
    if (node.kind === "userTask" && !node.loop && !this.use(this.closed, nodeId) && !this.wasPlaced(piece)) {
      throw new Error(`user task ${nodeId} was left though nobody completed it`);
    }
    const cameByGateway = this.model.nodes[this.model.flows[piece.via ?? ""]?.from ?? ""]?.kind === "eventBasedGateway";
    if (WAITS.has(node.kind) && piece.since === this.step && piece.via !== undefined && !cameByGateway && !node.loop) {
      throw new Error(`${nodeId} was left in the step that entered it`);
    }
    if (node.loop && !piece.instance && !this.wasPlaced(piece)) this.wholeLoop(piece, node);
    const also = this.consumeOthers(piece, node);
    this.complete(node, piece);
    this.expected = { piece, node, taken: [], also };
  }

  /** A loop is left when its instances are done: as many as it says, unless a condition ends it early. */
  private wholeLoop(piece: Piece, node: NodeModel): void {
    const total = loopTotal(node, this.variables);
    if (total === undefined || piece.finished === total || piece.gone === true) return;
    throw new Error(`${node.id} was left after ${piece.finished} of ${total} instances`);
  }

  /** The whole of a loop in which one more instance may begin; null when several can be meant, undefined when none. */
  private bodyFor(node: NodeModel): Piece | null | undefined {
    if (!node.loop) return undefined;
    const bodies = this.alive(node.id).filter((piece) => !piece.instance);
    const running = (body: Piece) => [...this.pieces.values()].filter((piece) => piece.host === body && piece.instance);
    const free = node.loop.kind === "parallel" ? bodies : bodies.filter((body) => running(body).length === 0);
    if (bodies.length > 0 && free.length === 0) throw new Error(`${node.id} runs two instances at once`);
    if (free.length < 2) return free[0];
    // Which of them counts it is not known, so the count is not held to its total.
    for (const body of free) body.gone = true;
    return null;
  }

  /** What a join takes in together with the token that leaves it, by flow. */
  private consumeOthers(piece: Piece, node: NodeModel): string[] {
    const joins = node.kind === "parallelGateway" || node.kind === "inclusiveGateway" || node.kind === "complexGateway";
    if (!joins || node.incoming.length <= 1) return [];
    const stays = ({ id, at }: Piece) => Number(this.kept.has(`${id} ${at}`));
    const beside = this.alive(node.id)
      .filter((other) => other.host === piece.host || other.host === null)
      .sort((a, b) => stays(a) - stays(b));
    const arrived = new Map<string, Piece>();
    for (const other of [piece, ...beside]) {
      if (other.via !== undefined && !arrived.has(other.via)) arrived.set(other.via, other);
    }
    const loose = beside.filter((other) => other.via === undefined);
    for (const flow of node.incoming) {
      const next = arrived.has(flow) ? undefined : loose.shift();
      if (next) arrived.set(flow, next);
    }
    if (node.kind === "parallelGateway" && node.incoming.some((flow) => !arrived.has(flow))) {
      throw new Error(`${node.id} joined without a token on each flow`);
    }
    if (node.kind === "inclusiveGateway") {
      const other = awaited(this.model, node, new Set(arrived.keys()), this.elsewhere(piece, node));
      if (other) throw new Error(`${node.id} joined while a token at ${other.at} could still come`);
    }
    for (const other of arrived.values()) if (other !== piece) this.pieces.delete(other.id);
    return [...arrived.keys()];
  }

  private elsewhere(piece: Piece, node: NodeModel): Piece[] {
    return [...this.pieces.values()].filter(
      (other) => other.at !== node.id && other.host === piece.host && !this.isUndoing(other),
    );
  }

  private isUndoing(piece: Piece): boolean {
    return this.node(piece.at).forCompensation === true;
  }

  private take({ nodeId, flowId, tokenId }: Of<"take">): void {
    const flow = this.model.flows[flowId];
    if (flow?.from !== nodeId) throw new Error(`${flowId} does not start at ${nodeId}`);
    const node = this.node(nodeId);
    if (!this.expected && node.kind === "complexGateway") {
      // A complex gateway that resets sends its memory on, which no one saw come.
      this.pieces.set(tokenId, this.travelling(tokenId, flowId, flow.to, this.hostOf(node)));
      return;
    }
    if (this.expected?.node.id !== nodeId) throw new Error(`${flowId} taken without leaving ${nodeId}`);
    const { piece } = this.expected;
    if (tokenId !== piece.id && this.pieces.has(tokenId)) throw new Error(`token ${tokenId} is in two places`);
    this.expected.taken.push(flowId);
    this.pieces.set(tokenId, this.travelling(tokenId, flowId, flow.to, piece.host));
  }

  private travelling(id: string, flow: string, at: string, host: Piece["host"]): Piece {
    return { id, at, flow, host, instance: false, since: this.step, finished: 0 };
  }

  private finish({ nodeId, tokenId }: Of<"finish">): void {
    const piece = this.at(tokenId, nodeId);
    for (const inner of this.pieces.values()) {
      if (inner.host === piece) throw new Error(`${nodeId} finished while a token was in it at ${inner.at}`);
    }
    const node = this.node(nodeId);
    if (node.kind === "userTask" && piece.instance && !this.use(this.closed, nodeId)) {
      throw new Error(`an instance of ${nodeId} finished though nobody completed it`);
    }
    if (piece.host && piece.instance) piece.host.finished += 1;
    this.complete(node, piece);
    this.pieces.delete(tokenId);
  }

  private cancel({ nodeId, tokenId }: Of<"cancel">): void {
    const piece = this.pieces.get(tokenId);
    // What a complex gateway remembers is a token that nobody saw come.
    if (!piece && this.node(nodeId).kind === "complexGateway") return;
    if (piece?.at !== nodeId) throw new Error(`token ${tokenId} was cancelled at ${nodeId} where it was not`);
    for (const inner of this.pieces.values()) {
      if (inner.host === piece) throw new Error(`${nodeId} was cancelled while a token was in it at ${inner.at}`);
    }
    if (piece.host && piece.instance) piece.host.gone = true;
    this.pieces.delete(tokenId);
    this.freed.set(tokenId, { at: nodeId, host: piece.host });
  }

  private complete(node: NodeModel, piece: Piece): void {
    if (node.loop && !piece.instance) return;
    if (node.handler !== undefined || this.isHost(node)) {
      this.completed.set(node.id, (this.completed.get(node.id) ?? 0) + 1);
    }
  }

  /** The flows taken when a node was left must be those its kind and their conditions allow. */
  private settle(): void {
    if (!this.expected) return;
    const { piece, node, taken } = this.expected;
    this.expected = undefined;
    const problem = allowedFlows(this.model, node, taken, piece.instance ? undefined : this.variables);
    if (problem) throw new Error(`${node.id} was left by [${taken.join(", ")}]: ${problem}`);
    if (taken.length > 0) return;
    this.pieces.delete(piece.id);
    if (node.linkTo !== undefined) this.freed.set(piece.id, { at: node.id, host: piece.host });
  }

  /** At rest no join may have all it waits for. */
  private nothingDue(): void {
    if (this.ended) return;
    for (const piece of this.pieces.values()) {
      const node = this.node(piece.at);
      if (node.incoming.length < 2 || piece.host === null) continue;
      const here = this.alive(node.id).filter((other) => other.host === piece.host);
      const flows = new Set(here.flatMap(({ via }) => via ?? []));
      if (here.some(({ via }) => via === undefined)) continue;
      const due =
        node.kind === "parallelGateway"
          ? flows.size === node.incoming.length
          : node.kind === "inclusiveGateway" && !awaited(this.model, node, flows, this.elsewhere(piece, node));
      if (due) throw new Error(`${node.id} has all it waits for, yet rests`);
    }
  }

  /** Every saved token is where the history left it, in the scope it began in, and no other is kept. */
  private agree(state: State): void {
    const saved = state.tokens.filter((token) => token.reset === undefined);
    for (const token of saved) {
      const piece = this.pieces.get(token.id);
      const complex = this.node(token.at).kind === "complexGateway";
      if (!piece && complex) continue;
      if (piece?.at !== token.at) throw new Error(`${token.id} is saved at ${token.at}, its history says ${piece?.at}`);
      const host = token.scope === undefined ? undefined : this.pieces.get(token.scope);
      const lost = token.scope !== undefined && host === undefined;
      if (lost || (piece.host !== null && piece.host !== host))
        throw new Error(`${token.id} is saved in ${token.scope}`);
      piece.host = host;
    }
    const ids = new Set(saved.map(({ id }) => id));
    for (const { id, at } of this.pieces.values()) {
      if (ids.has(id)) continue;
      if (this.node(at).kind !== "complexGateway") throw new Error(`token ${id} at ${at} was not saved`);
      this.pieces.delete(id);
    }
    if ((state.status === "ended") !== this.ended) throw new Error(`the instance is ${state.status}`);
  }

  private at(tokenId: string, nodeId: string): Piece {
    const piece = this.pieces.get(tokenId);
    if (piece?.at === nodeId && piece.flow === undefined) return piece;
    throw new Error(`token ${tokenId} is not at ${nodeId}`);
  }

  private alive(nodeId: string): Piece[] {
    return [...this.pieces.values()].filter((piece) => piece.at === nodeId && piece.flow === undefined);
  }

  private isHost(node: NodeModel): boolean {
    return this.model.scopes[node.id] !== undefined || node.call !== undefined;
  }

  private wasPlaced(piece: Piece): boolean {
    return piece.since === this.step && piece.via === undefined;
  }

  private mayBeginInstance(node: NodeModel): boolean {
    const gateway = node.incoming.map((flow) => this.model.nodes[this.model.flows[flow]?.from ?? ""]);
    return (
      this.step === 1 && (node.instantiates !== undefined || gateway.some((each) => each?.instantiates !== undefined))
    );
  }

  private use(list: string[], id: string): boolean {
    const at = list.indexOf(id);
    if (at >= 0) list.splice(at, 1);
    return at >= 0;
  }

  private node(id: string): NodeModel {
    const node = this.model.nodes[id];
    if (!node) throw new Error(`no node ${id}`);
    return node;
  }
}
