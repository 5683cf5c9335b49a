import { EventEmitter } from "node:events";
import { Engine } from "bpmn-engine";

type Waiting = {
  id: string;
  type: string;
  environment: { variables: Record<string, unknown>; output: Record<string, unknown> };
  signal(message?: unknown): void;
  getPostponed(): Waiting[];
};

/** What waits, also within sub-processes, of which each thing is told once. */
function inside(waiting: Waiting[]): Waiting[] {
  const all = waiting.flatMap((activity) =>
    activity.type === "bpmn:SubProcess"
      ? inside(activity.getPostponed().filter(({ id }) => id !== activity.id))
      : activity,
  );
  return [...new Map(all.map((activity) => [activity.id, activity])).values()];
}

type Execution = {
  getPostponed(): Waiting[];
  getState(): unknown;
  stop(): Promise<void>;
  state: string;
};

/** An instance run by bpmn-engine 25, the peer that ours is compared with. */
export class PeerInstance {
  private readonly execution: Execution;

  private constructor(execution: Execution) {
    this.execution = execution;
  }

  static async start(xml: string, variables: Record<string, unknown> = {}): Promise<PeerInstance> {
    const engine = new Engine({ name: "peer", source: xml });
    const execution = await engine.execute({ listener: new EventEmitter(), variables } as never);
    return new PeerInstance(execution as unknown as Execution);
  }

  private get open(): Waiting[] {
    return inside(this.execution.getPostponed()).filter((activity) => activity.type === "bpmn:UserTask");
  }

  /** User tasks that wait, in order of name. */
  get waiting(): string[] {
    return this.open.map((activity) => activity.id).sort();
  }

  get ended(): boolean {
    return this.execution.state === "idle" && this.open.length === 0;
  }

  /** Completes the first open task of that name; output is what its conditions read. */
  complete(id: string, output: Record<string, unknown> = {}): this {
    const activity = this.open.find((candidate) => candidate.id === id);
    if (!activity) throw new Error(`peer does not wait at ${id}`);
    Object.assign(activity.environment.output, output);
    activity.signal();
    return this;
  }

  /** What bpmn-engine would save. */
  save(): unknown {
    return JSON.parse(JSON.stringify(this.execution.getState()));
  }
}
