/** Routing variables: small plain JSON, never the form's data. */
export type Variables = Record<string, unknown>;

/** A branching a token went through: number, node that split, flow taken (or `host`/`spawn` at a boundary event). */
export type Fork = [id: number, node: string, flow: string];

/** How far a loop or multi-instance activity is; `total` is absent for a standard loop, `out` gathers its outputs. */
export type LoopState = { total?: number; begun: number; done: number; gone?: number; out?: unknown[] };

/** A completed activity that can still be compensated; `inner` are those within a sub-process or multi-instance one. */
export type Done = { node: string; scope?: string; local?: Variables; inner?: Done[] };

/** One token: where it rests and what it waits for there. */
export type Token = {
  id: string;
  at: string;
  /** Flow it came by; joins count per flow. */
  via?: string;
  /** Token of the sub-process, call or multi-instance activity it runs in; absent in the process itself. */
  scope?: string;
  forks?: Fork[];
  task?: string;
  job?: string;
  /** Variables that only it and what runs inside it can see. */
  local?: Variables;
  /** The token stands for a whole loop; the instances run inside it, at the same node. */
  loop?: LoopState;
  /** Compensation it still waits for, the next one last. */
  undo?: Done[];
  /** Token whose compensation this one carries out. */
  undoes?: string;
  /** Complex gateway that has fired: the flows whose tokens have come since the last reset. */
  reset?: string[];
};

/** An armed timer of a token (empty: of the process); `left` counts firings to come, absent for once, -1 without end. */
export type Timer = { id: string; node: string; token: string; due: string; every?: string; left?: number };

/** What else a token (empty: the process) waits for: a message, a signal, or a condition, `met` while it holds. */
export type Subscription = { id: string; node: string; token: string; met?: boolean } & (
  | { message: string; key?: string; signal?: never; condition?: never }
  | { signal: string; message?: never; key?: never; condition?: never }
  | { condition: string; message?: never; key?: never; signal?: never }
);

/** An instance at rest: small plain JSON that can be kept for years. */
export type State = {
  version: 2;
  /** Last number given to a token, task, timer, job or subscription. */
  seq: number;
  status: "active" | "ended";
  variables: Variables;
  tokens: Token[];
  timers: Timer[];
  subscriptions: Subscription[];
  /** Completed activities that have a compensation handler, in order of completion. */
  done?: Done[];
  /** `latest` of the model that the instance runs by: the caller links it the same way as long as the instance lives. */
  latest?: number;
};

/** Anything that was armed for an event. */
export type Armed = Timer | Subscription;
