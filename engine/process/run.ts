import { compileExpression } from "../expression/index.ts";
import { finishHandler } from "./compensation.ts";
import { checkConditions } from "./conditions.ts";
import type { Effect } from "./effect.ts";
import { complete } from "./elements/activity.ts";
import { resetComplex } from "./elements/complex-gateway.ts";
import { joinInclusive } from "./elements/inclusive-gateway.ts";
import { behaviourOf } from "./elements/index.ts";
import { ProcessError } from "./error.ts";
import { closeForks, commonForks, pruneForks } from "./fork.ts";
import { enterLoop, isInstance } from "./loop.ts";
import { type FlowModel, type NodeModel, type ProcessModel, titleOf } from "./model.ts";
import type { Done, State, Subscription, Timer, Token, Variables } from "./state.ts";
import { assignFrom, contextOf } from "./variables.ts";
import { closeScope, disarmAll } from "./waits.ts";

/** Most nodes entered in one call; a model that wants more is in a loop that never waits. */
const MAX_MOVES = 1000;

/** How an instance ended. */
export type Outcome = "completed" | "terminated" | "cancelled";

/** One call of start or apply: a copy of the state that tokens move in, and the effects gathered on the way. */
export class Run {
  readonly model: ProcessModel;
  readonly at: string;
  readonly effects: Effect[] = [];
  readonly variables: Variables;
  tokens: Token[];
  timers: Timer[];
  subscriptions: Subscription[];
  done: Done[];
  /** Variables or waits changed since conditions were last looked at. */
  changed = true;
  private seq: number;
  private status: State["status"];
  private moves = 0;
  private queue: Token[] = [];
  private late: Token[] = [];
  private readonly byId = new Map<string, Token>();
  private readonly underWay = new Set<Token>();

  constructor(model: ProcessModel, state: State, at: string) {
    this.model = model;
    this.at = at;
    this.seq = state.seq;
    this.status = state.status;
    this.variables = { ...state.variables };
    this.tokens = state.tokens.map(copyToken);
    this.timers = state.timers.map((timer) => ({ ...timer }));
    this.subscriptions = state.subscriptions.map((subscription) => ({ ...subscription }));
    this.done = [...(state.done ?? [])];
    for (const token of this.tokens) this.byId.set(token.id, token);
  }

  /** The node of that id; the model and the state always agree on it. */
  node(id: string): NodeModel {
    const node = this.model.nodes[id];
    if (!node) throw new ProcessError("model-mismatch", `流程中没有编号为“${id}”的节点，请核对流程版本`, id);
    return node;
  }

  flow(id: string): FlowModel {
    return this.model.flows[id] as FlowModel;
  }

  /** The token of that id; undefined when it is gone, or for the process itself. */
  token(id: string | undefined): Token | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** The tokens that run directly inside another one; without one, in the process itself. */
  inside(host: Token | undefined): Token[] {
    return this.tokens.filter((token) => token.scope === host?.id);
  }

  get isActive(): boolean {
    return this.status === "active";
  }

  /** The next id, never given twice in an instance. */
  nextNumber(): number {
    this.seq += 1;
    return this.seq;
  }

  /** Gives variables to the innermost scope from a token outwards that has them, else to the process. */
  assign(variables: Variables | undefined, token?: Token): void {
    if (variables) assignFrom(this, token, variables);
  }

  /** Evaluates FEEL for a node over the variables that a token sees, or refuses the step naming the node. */
  evaluate(source: string, node: NodeModel, token: Token | undefined): unknown {
    const result = compileExpression(source).evaluate(contextOf(this, token), this.at);
    if (result.ok) return result.value;
    throw new ProcessError("expression-failed", `节点${titleOf(node)}的表达式无法计算：${result.message}`, node.id);
  }

  /** Text that is FEEL when it begins with `=`, and itself otherwise. */
  resolve(text: string, node: NodeModel, token: Token | undefined): unknown {
    return text.startsWith("=") ? this.evaluate(text, node, token) : text;
  }

  /** Whether a flow's condition holds; a flow without one always does. */
  holds(flow: FlowModel, node: NodeModel, token: Token, more?: Variables): boolean {
    if (flow.condition === undefined) return true;
    const title = flow.name === "" ? flow.id : flow.name;
    return this.truth(flow.condition, node, token, more, `${titleOf(node)}之后的连线“${title}”的条件`);
  }

  /** Whether a condition holds for a token, with some more variables. */
  truth(condition: string, node: NodeModel, token: Token, more?: Variables, place?: string): boolean {
    const context = contextOf(this, token);
    const result = compileExpression(condition).evaluate(more ? { ...context, ...more } : context, this.at);
    if (result.ok) return result.value === true;
    const where = place ?? `${titleOf(node)}的条件`;
    throw new ProcessError("expression-failed", `${where}无法计算：${result.message}`, node.id);
  }

  /** Creates a token that has yet to enter a node. */
  spawn(at: string, from: Pick<Token, "scope" | "forks">): Token {
    const token: Token = { id: `t${this.nextNumber()}`, at };
    if (from.scope !== undefined) token.scope = from.scope;
    if (from.forks !== undefined) token.forks = from.forks;
    this.tokens.push(token);
    this.byId.set(token.id, token);
    return token;
  }

  /** Takes tokens out of the state, and nothing else. */
  remove(...gone: readonly Token[]): void {
    for (const token of gone) this.byId.delete(token.id);
    this.tokens = this.tokens.filter((token) => this.byId.has(token.id));
  }

  /** Lets a token that stands before a node go in, after those already on their way. */
  arrive(token: Token): void {
    this.queue.push(token);
    this.underWay.add(token);
  }

  /** Whether a token stands before its node and has yet to go in. */
  isUnderWay(token: Token): boolean {
    return this.underWay.has(token);
  }

  leave(token: Token, node: NodeModel): void {
    this.effects.push({ type: "leave", nodeId: node.id, tokenId: token.id });
  }

  /** Sends a token along flows; several flows mean several tokens, each marked with its branch. */
  takeAll(token: Token, node: NodeModel, flows: readonly string[]): void {
    const [first, ...others] = flows;
    if (first === undefined) {
      this.consume(token, node.id);
      return;
    }
    const number = others.length > 0 ? this.nextNumber() : 0;
    const forks = token.forks ?? [];
    const branches = others.map((flow) => ({ flow, token: this.spawn(node.id, token) }));
    for (const branch of [{ flow: first, token }, ...branches]) {
      if (number > 0) branch.token.forks = [...forks, [number, node.id, branch.flow]];
      this.effects.push({ type: "take", nodeId: node.id, tokenId: branch.token.id, flowId: branch.flow });
      branch.token.via = branch.flow;
      branch.token.at = this.flow(branch.flow).to;
      this.arrive(branch.token);
    }
  }

  /** Merges the tokens of a join into the first of them. */
  merge(tokens: readonly Token[]): Token {
    const [first, ...others] = tokens as [Token, ...Token[]];
    const forks = commonForks(tokens);
    closeForks(tokens, this.tokens);
    if (forks) first.forks = forks;
    else delete first.forks;
    if (others.length > 0) this.remove(...others);
    return first;
  }

  /** A token ends here; the last one of a sub-process or of the process completes it. */
  consume(token: Token, nodeId: string, outcome: Outcome = "completed"): void {
    if (token.undoes !== undefined) {
      finishHandler(this, token);
      return;
    }
    this.remove(token);
    if (this.tokens.some((other) => other.scope === token.scope)) return;
    const host = this.token(token.scope);
    if (!host) {
      this.end(outcome, nodeId);
      return;
    }
    closeScope(this, host);
    complete(this, host, this.node(host.at));
  }

  /** The flows a token takes from a node that is no gateway: those without or with true condition, else the default. */
  outgoing(node: NodeModel, token: Token): string[] {
    const flows = node.outgoing.map((id) => this.flow(id));
    const taken = flows.filter((flow) => flow.id !== node.defaultFlow && this.holds(flow, node, token));
    if (taken.length > 0 || flows.length === 0) return taken.map((flow) => flow.id);
    if (node.defaultFlow !== undefined) return [node.defaultFlow];
    const message = `${titleOf(node)}之后没有一条连线的条件成立，请补充条件或设置默认连线`;
    throw new ProcessError("no-flow-taken", message, node.id);
  }

  /** The instance is over. */
  end(outcome: Outcome, nodeId?: string, errorCode?: string): void {
    disarmAll(this);
    this.status = "ended";
    this.done = [];
    const more = errorCode === undefined ? {} : { errorCode };
    this.effects.push(nodeId === undefined ? { type: "end", outcome } : { type: "end", outcome, nodeId, ...more });
  }

  /** Moves tokens until each of them waits. */
  settle(): void {
    do {
      for (let token = this.next(); token; token = this.next()) this.enter(token);
    } while (this.status === "active" && (checkConditions(this) || joinInclusive(this) || resetComplex(this)));
  }

  /** The next token under way; those that throw go when no other one does. */
  private next(): Token | undefined {
    for (let token = this.queue.shift(); token; token = this.queue.shift()) {
      if (this.byId.get(token.id) !== token) continue;
      if (!behaviourOf(this.node(token.at)).late) return token;
      this.late.push(token);
    }
    for (let token = this.late.shift(); token; token = this.late.shift()) {
      if (this.byId.get(token.id) === token) return token;
    }
    return undefined;
  }

  /** Lets a token go into its node now. */
  enter(token: Token): void {
    this.underWay.delete(token);
    const node = this.node(token.at);
    this.moves += 1;
    if (this.moves > MAX_MOVES) {
      const message = `流程一步之内经过的节点超过 ${MAX_MOVES} 个，可能在${titleOf(node)}附近形成了不停顿的循环，请修改流程`;
      throw new ProcessError("step-limit", message, node.id);
    }
    const flowId = token.via;
    this.effects.push({
      type: "enter",
      nodeId: node.id,
      tokenId: token.id,
      ...(flowId === undefined ? {} : { flowId }),
    });
    this.tellRecord(node, token);
    if (node.loop && !isInstance(this, token)) enterLoop(this, token, node);
    else behaviourOf(node).enter(this, token, node);
  }

  /** Says what entering a node means for the record; who owns it from there is worked out now. */
  tellRecord(node: NodeModel, token: Token): void {
    if (!node.recordState) return;
    const { owner, ...state } = node.recordState;
    const handed = owner === undefined ? {} : { owner: String(this.resolve(owner, node, token) ?? "") };
    this.effects.push({ type: "recordState", nodeId: node.id, ...state, ...handed });
  }

  /** The state after the call. */
  finish(): State {
    pruneForks(this.tokens);
    return {
      version: 2,
      seq: this.seq,
      status: this.status,
      variables: this.variables,
      tokens: this.tokens,
      timers: this.timers,
      subscriptions: this.subscriptions,
      ...(this.done.length > 0 ? { done: this.done } : {}),
      ...(this.model.latest === undefined ? {} : { latest: this.model.latest }),
    };
  }
}

function copyToken(token: Token): Token {
  const copy = { ...token };
  if (token.local) copy.local = { ...token.local };
  if (token.loop) copy.loop = { ...token.loop, ...(token.loop.out ? { out: [...token.loop.out] } : {}) };
  return copy;
}
