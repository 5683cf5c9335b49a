/** Routing variables: small plain JSON, never the form's data. */
export type Variables = Record<string, unknown>;

/** A branching a token went through: number, node that split, flow taken (or `host`/`spawn` at a boundary event). */
export type Fork = [id: number, node: string, flow: string];

/** One token: where it rests and what it waits for there. */
export type Token = {
  id: string;
  at: string;
  /** Flow it came by; joins count per flow. */
  via?: string;
  /** Token of the sub-process it runs in; absent in the process itself. */
  scope?: string;
  forks?: Fork[];
  task?: string;
  job?: string;
};

/** An armed timer; `left` counts firings to come, absent for once, -1 without end. */
export type Timer = { id: string; node: string; token: string; due: string; every?: string; left?: number };

/** A message the instance waits for. */
export type Subscription = { id: string; node: string; token: string; message: string; key?: string };

/** An instance at rest: small plain JSON that can be kept for years. */
export type State = {
  version: 1;
  /** Last number given to a token, task, timer, job or subscription. */
  seq: number;
  status: "active" | "ended";
  variables: Variables;
  tokens: Token[];
  timers: Timer[];
  subscriptions: Subscription[];
};
