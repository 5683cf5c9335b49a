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

/** One instruction of a modification; they are carried out in order. */
export type Modification =
  /** Takes a token, or all tokens at a node, away with all that runs in it. */
  | { cancel: string }
  /**
   * Puts a token before a node, behind it, or onto a flow. Sub-processes around the node that do not run yet are opened;
   * of several that run, `within` names the one meant by its token, which has to be around the node. The whole of a
   * multi-instance activity gets one more instance.
   */
  | { before: string; within?: string; variables?: Variables }
  | { after: string; within?: string; variables?: Variables }
  | { flow: string; within?: string; variables?: Variables };

/** Changes by hand what an instance is doing, in any scope; scopes that are left empty are cancelled with it. */
export type Modify = { type: "modify"; instructions: Modification[]; variables?: Variables };

/** The token that something is thrown from, by its job, its task or itself. */
type ThrownFrom = { jobId?: string; taskId?: string; tokenId?: string };

/** A message for this instance: the first subscription to its name, with an equal key where it has one, takes it. */
export type PublishMessage = {
  type: "publishMessage";
  name: string;
  correlationKey?: string;
  /** The very subscription that takes it, where the caller knows. */
  subscriptionId?: string;
  variables?: Variables;
};

/** Everything that can happen to a running instance from outside. */
export type Command =
  | CompleteTask
  | { type: "fireTimer"; timerId: string }
  | PublishMessage
  /** Everything in the instance that waits for the signal gets it. */
  | { type: "broadcastSignal"; signal: string; variables?: Variables }
  | { type: "completeJob"; jobId: string; variables?: Variables }
  | { type: "failJob"; jobId: string; message: string }
  | { type: "retryJob"; jobId: string }
  /** The work of a job or task ends in an error that the model may catch; one that nothing catches is an incident. */
  | ({ type: "throwError"; errorCode: string; message?: string; variables?: Variables } & ThrownFrom)
  /** The work of a job or task tells the scopes around something, and goes on unless that interrupts it. */
  | ({ type: "escalate"; escalationCode: string; variables?: Variables } & ThrownFrom)
  /** Variables changed from outside, and conditions are looked at again; `tokenId` names the scope that sees them. */
  | { type: "evaluateConditions"; variables?: Variables; tokenId?: string }
  | Move
  | Modify
  | { type: "terminate" };
