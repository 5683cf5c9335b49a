import {
  apply,
  type Command,
  compile,
  describe,
  type Effect,
  type Links,
  lintProcess,
  type Modification,
  type ProcessModel,
  type State,
  type Step,
  start,
} from "../../../engine/process/index.ts";
import { HistoryChecker } from "./checker.ts";

/** When tests begin. */
export const BEGIN = "2026-03-01T01:00:00.000Z";

/** An instance under test: every step works on a state that went through JSON, and its history is checked. */
export class Scenario {
  readonly model: ProcessModel;
  state: State;
  /** Effects of the last step. */
  effects: Effect[] = [];
  at = BEGIN;
  private readonly checker: HistoryChecker;

  private constructor(model: ProcessModel, variables: Record<string, unknown>, startAt?: string) {
    this.model = JSON.parse(JSON.stringify(model)) as ProcessModel;
    this.checker = new HistoryChecker(this.model);
    this.state = this.keep(start(this.model, variables, this.at, startAt));
  }

  /** Given a model that may be published, a started instance. */
  static async given(xml: string, variables: Record<string, unknown> = {}, startAt?: string): Promise<Scenario> {
    const model = await compile(xml);
    const errors = lintProcess(model).filter((problem) => problem.severity === "error");
    if (errors.length > 0) throw new Error(errors.map((problem) => problem.message).join("\n"));
    return new Scenario(model, variables, startAt);
  }

  /** Given a model that need not be fit for publishing, a started instance. */
  static async run(xml: string, variables: Record<string, unknown> = {}, links?: Links): Promise<Scenario> {
    return new Scenario(await compile(xml, undefined, links), variables);
  }

  /** Given a compiled model, a started instance. */
  static of(model: ProcessModel, variables: Record<string, unknown> = {}): Scenario {
    return new Scenario(model, variables);
  }

  private keep(step: Step): State {
    this.effects = step.effects;
    this.checker.follow(step.effects, step.state);
    return freeze(JSON.parse(JSON.stringify(step.state)) as State);
  }

  do(command: Command): this {
    this.state = this.keep(apply(this.model, this.state, command, this.at));
    return this;
  }

  /** When the task at a node is completed. */
  complete(nodeId: string, variables: Record<string, unknown> = {}, outcome?: string): this {
    const task = describe(this.model, this.state).tasks.find((open) => open.nodeId === nodeId);
    return this.do({
      type: "completeTask",
      taskId: task?.taskId ?? `none at ${nodeId}`,
      variables,
      ...(outcome === undefined ? {} : { outcome }),
    });
  }

  /** When the timer of a node is due. */
  fire(nodeId: string): this {
    const timer = describe(this.model, this.state).timers.find((armed) => armed.nodeId === nodeId);
    if (timer) this.at = timer.dueAt;
    return this.do({ type: "fireTimer", timerId: timer?.timerId ?? `none at ${nodeId}` });
  }

  /** When a message comes. */
  publish(name: string, correlationKey?: string, variables: Record<string, unknown> = {}): this {
    return this.do({
      type: "publishMessage",
      name,
      variables,
      ...(correlationKey === undefined ? {} : { correlationKey }),
    });
  }

  /** When a signal comes. */
  broadcast(signal: string, variables: Record<string, unknown> = {}): this {
    return this.do({ type: "broadcastSignal", signal, variables });
  }

  /** When the worker of a node's job, or whoever does its task, reports an error. */
  fail(nodeId: string, errorCode: string, variables: Record<string, unknown> = {}): this {
    return this.do({ type: "throwError", tokenId: this.tokenAt(nodeId), errorCode, variables });
  }

  /** When variables change from outside. */
  change(variables: Record<string, unknown>): this {
    return this.do({ type: "evaluateConditions", variables });
  }

  /** When an administrator changes what runs. */
  modify(...instructions: Modification[]): this {
    return this.do({ type: "modify", instructions });
  }

  /** The id of the last token at a node. */
  tokenAt(nodeId: string): string {
    return this.state.tokens.findLast((token) => token.at === nodeId)?.id ?? `none at ${nodeId}`;
  }

  /** When the worker has done the job of a node. */
  work(nodeId: string, variables: Record<string, unknown> = {}): this {
    const job = describe(this.model, this.state).jobs.find((open) => open.nodeId === nodeId);
    return this.do({ type: "completeJob", jobId: job?.jobId ?? `none at ${nodeId}`, variables });
  }

  /** When a token is put somewhere by hand. */
  move(from: string | string[] | undefined, to: string): this {
    return this.do({ type: "move", to, ...(from === undefined ? {} : { from }) });
  }

  /** Nodes with open tasks, in order of name, one entry per task. */
  get tasks(): string[] {
    return describe(this.model, this.state)
      .tasks.map((task) => task.nodeId)
      .sort();
  }

  /** Nodes with armed timers and when they are due. */
  get timers(): [string, string][] {
    return describe(this.model, this.state).timers.map((timer) => [timer.nodeId, timer.dueAt]);
  }

  get messages(): string[] {
    return describe(this.model, this.state).messages.map((open) => open.message);
  }

  get jobs(): string[] {
    return describe(this.model, this.state).jobs.map((job) => job.nodeId);
  }

  get ended(): boolean {
    const { ended } = describe(this.model, this.state);
    if (ended) this.checker.mustBeEmpty();
    return ended && this.state.tokens.length + this.state.timers.length + this.state.subscriptions.length === 0;
  }

  /** Nodes entered so far, in order. */
  get path(): string[] {
    return this.checker.entered;
  }

  /** The last step's effects of one type. */
  effectsOf<T extends Effect["type"]>(type: T): Extract<Effect, { type: T }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
  }
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === "object") {
    Object.freeze(value);
    for (const item of Object.values(value)) freeze(item);
  }
  return value;
}
