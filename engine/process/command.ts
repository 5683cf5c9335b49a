import type { Variables } from "./state.ts";

/** A user task is done; `outcome` is the key of the button pressed. */
export type CompleteTask = {
  type: "completeTask";
  taskId?: string;
  tokenId?: string;
  outcome?: string;
  variables?: Variables;
  /** Goes to this node instead of flowing on: a return somebody chose, and the way straight back from it. */
  to?: string;
};

/** Puts a token at a node by hand: return, withdraw, repair. */
export type Move = {
  type: "move";
  /** Tokens to take away: their ids, the node they rest at, or all (also when absent). */
  from?: string[] | string;
  to: string;
  variables?: Variables;
};

/** Everything that can happen to a running instance from outside. */
export type Command =
  | CompleteTask
  | { type: "fireTimer"; timerId: string }
  | { type: "publishMessage"; name: string; correlationKey?: string; variables?: Variables }
  | { type: "completeJob"; jobId: string; variables?: Variables }
  | { type: "failJob"; jobId: string; message: string }
  | { type: "retryJob"; jobId: string }
  | { type: "setVariables"; variables: Variables }
  | Move
  | { type: "terminate" };
