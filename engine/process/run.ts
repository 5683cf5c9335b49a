import { compileExpression, evaluateFeel } from "../expression/index.ts";
import type { Effect } from "./effect.ts";
import { complete } from "./elements/activity.ts";
import { joinInclusive } from "./elements/inclusive-gateway.ts";
import { behaviourOf } from "./elements/index.ts";
import { ProcessError } from "./error.ts";
import { closeForks, commonForks, pruneForks } from "./fork.ts";
import { type FlowModel, type NodeModel, type ProcessModel, titleOf } from "./model.ts";
import type { State, Subscription, Timer, Token, Variables } from "./state.ts";

/** Most nodes entered in one call; a model that wants more is in a loop that never waits. */
const MAX_MOVES = 1000;

/** Most characters of JSON the routing variables may take. */
const MAX_VARIABLES = 8000;

/** One call of start or apply: a copy of the state that tokens move in, and the effects gathered on the way. */
export class Run {
  readonly model: ProcessModel;
  readonly at: string;
  readonly effects: Effect[] = [];
  readonly variables: Variables;
  tokens: Token[];
  timers: Timer[];
  subscriptions: Subscription[];
  private seq: number;
  private status: State["status"];
  private moves = 0;
  private readonly queue: Token[] = [];

  constructor(model: ProcessModel, state: State, at: string) {
    this.model = model;
    this.at = at;
    this.seq = state.seq;
    this.status = state.status;
    this.variables = { ...state.variables };
    this.tokens = state.tokens.map((token) => ({ ...token }));
    this.timers = state.timers.map((timer) => ({ ...timer }));
    this.subscriptions = [...state.subscriptions];
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

  /** The next id, never given twice in an instance. */
  nextNumber(): number {
    this.seq += 1;
    return this.seq;
  }

  /** Adds variables; only small plain data belongs here. */
  assign(variables: Variables | undefined): void {
    if (!variables) return;
    for (const [name, value] of Object.entries(variables)) {
      if (name !== "__proto__" && value !== undefined) this.variables[name] = value;
    }
    if (JSON.stringify(this.variables).length > MAX_VARIABLES) {
      throw new ProcessError("variables-too-large", `流程变量超过 ${MAX_VARIABLES} 个字符，请只传递判断走向所需的值`);
    }
  }

  /** Evaluates FEEL over the routing variables for a node, or refuses the step naming it. */
  evaluate(source: string, node: NodeModel): unknown {
    const result = compileExpression(source).evaluate(this.variables, this.at);
    if (result.ok) return result.value;
    throw new ProcessError("expression-failed", `节点${titleOf(node)}的表达式无法计算：${result.message}`, node.id);
  }

  /** Text that is FEEL when it begins with `=`, and itself otherwise. */
  resolve(text: string, node: NodeModel): unknown {
    return text.startsWith("=") ? this.evaluate(text, node) : text;
  }

  /** Whether a flow's condition holds; a flow without one always does. */
  holds(flow: FlowModel, node: NodeModel): boolean {
    if (flow.condition === undefined) return true;
    const result = evaluateFeel(flow.condition, this.variables, this.at);
    if (result.ok) return result.value === true;
    const title = flow.name === "" ? flow.id : flow.name;
    const message = `${titleOf(node)}之后的连线“${title}”的条件无法计算：${result.message}`;
    throw new ProcessError("expression-failed", message, node.id);
  }

  /** Creates a token that has yet to enter a node. */
  spawn(at: string, from: Pick<Token, "scope" | "forks">): Token {
    const token: Token = { id: `t${this.nextNumber()}`, at };
    if (from.scope !== undefined) token.scope = from.scope;
    if (from.forks !== undefined) token.forks = from.forks;
    this.tokens.push(token);
    return token;
  }

  /** Lets a token that stands before a node go in, after those already on their way. */
  arrive(token: Token): void {
    this.queue.push(token);
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
    this.tokens = this.tokens.filter((token) => !others.includes(token));
    return first;
  }

  /** A token ends here; the last one of a sub-process or of the process completes it. */
  consume(token: Token, nodeId: string, outcome: "completed" | "terminated" = "completed"): void {
    this.tokens = this.tokens.filter((other) => other !== token);
    if (this.tokens.some((other) => other.scope === token.scope)) return;
    const host = this.tokens.find((other) => other.id === token.scope);
    if (host) complete(this, host, this.node(host.at));
    else this.end(outcome, nodeId);
  }

  /** The flows a token takes from a node that is no gateway: those without or with true condition, else the default. */
  outgoing(node: NodeModel): string[] {
    const flows = node.outgoing.map((id) => this.flow(id));
    const taken = flows.filter((flow) => flow.id !== node.defaultFlow && this.holds(flow, node));
    if (taken.length > 0 || flows.length === 0) return taken.map((flow) => flow.id);
    if (node.defaultFlow !== undefined) return [node.defaultFlow];
    throw new ProcessError(
      "no-flow-taken",
      `${titleOf(node)}之后没有一条连线的条件成立，请补充条件或设置默认连线`,
      node.id,
    );
  }

  /** The instance is over. */
  end(outcome: "completed" | "terminated" | "cancelled", nodeId?: string): void {
    this.status = "ended";
    this.effects.push(nodeId === undefined ? { type: "end", outcome } : { type: "end", outcome, nodeId });
  }

  /** Moves tokens until each of them waits. */
  settle(): void {
    do {
      for (let token = this.queue.shift(); token; token = this.queue.shift()) {
        if (this.tokens.includes(token)) this.enter(token);
      }
    } while (joinInclusive(this));
  }

  private enter(token: Token): void {
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
    this.tellRecord(node);
    behaviourOf(node).enter(this, token, node);
  }

  /** Says what entering a node means for the record; who owns it from there is worked out now. */
  tellRecord(node: NodeModel): void {
    if (!node.recordState) return;
    const { owner, ...state } = node.recordState;
    const handed = owner === undefined ? {} : { owner: String(this.resolve(owner, node) ?? "") };
    this.effects.push({ type: "recordState", nodeId: node.id, ...state, ...handed });
  }

  /** The state after the call. */
  finish(): State {
    pruneForks(this.tokens);
    return {
      version: 1,
      seq: this.seq,
      status: this.status,
      variables: this.variables,
      tokens: this.tokens,
      timers: this.timers,
      subscriptions: this.subscriptions,
    };
  }
}
