import type { FieldRight, OutcomeModel, QuorumModel, RecordStateModel } from "./model.ts";

/** Who may act, with expressions worked out; roles and units are resolved by the caller. */
export type Assignment = {
  assignee?: string;
  candidateUsers?: string[];
  candidateGroups?: string[];
  role?: string;
  unit?: "record" | "parent" | "level";
  level?: "city" | "district" | "street" | "village";
  /** The unit of this kind in that place, where it is not the one on the way up that acts (a service centre beside its bureau). */
  unitKind?: string;
  /** The task of whoever started the process. */
  starter?: boolean;
  policyWhenNone?: "admin" | "parent" | "pass" | "incident";
  lane?: string;
  quorum?: QuorumModel;
};

/** A task to open for people. Instants are ISO text in UTC. */
export type OpenTask = {
  type: "openTask";
  taskId: string;
  tokenId: string;
  nodeId: string;
  name: string;
  assignment: Assignment;
  formKey?: string;
  formRights: FieldRight[];
  outcomes: OutcomeModel[];
  recordState?: RecordStateModel;
  dueAt?: string;
  followUpAt?: string;
  inputs?: Record<string, unknown>;
};

/**
 * A step of the instance's history. A token enters a node by a flow, or without one where it begins: at a start event,
 * at a node no flow leads to, at a boundary event that was triggered, at a catching link, as one instance of a loop or
 * multi-instance activity (inside the token that entered it by a flow), at an event sub-process, at a compensation
 * handler, or where it stands for a completed sub-process that is being compensated. `finish` ends such an instance
 * without flowing on, `cancel` ends any token without its work done, `move` places one by hand.
 */
export type HistoryEffect =
  | { type: "enter"; nodeId: string; tokenId: string; flowId?: string }
  | { type: "leave"; nodeId: string; tokenId: string }
  | { type: "take"; nodeId: string; tokenId: string; flowId: string }
  | { type: "finish"; nodeId: string; tokenId: string }
  | { type: "cancel"; nodeId: string; tokenId: string }
  | { type: "move"; nodeId: string; tokenId: string };

/** What the caller must do after a step, in order, in the same transaction as saving the state. */
export type Effect =
  | OpenTask
  | { type: "closeTask"; taskId: string; nodeId: string; reason: "completed" | "cancelled"; outcome?: string }
  | { type: "scheduleTimer"; timerId: string; nodeId: string; dueAt: string; kind: "date" | "duration" | "cycle" }
  | { type: "cancelTimer"; timerId: string; nodeId: string }
  | {
      type: "runJob";
      jobId: string;
      nodeId: string;
      name: string;
      jobType: string;
      headers: Record<string, string>;
      retries: number;
      inputs?: Record<string, unknown>;
    }
  | { type: "cancelJob"; jobId: string; nodeId: string }
  | {
      type: "subscribe";
      subscriptionId: string;
      nodeId: string;
      message: string;
      correlationKey?: string;
      signal?: never;
    }
  | { type: "subscribe"; subscriptionId: string; nodeId: string; signal: string; message?: never }
  | { type: "unsubscribe"; subscriptionId: string; nodeId: string }
  | { type: "throwMessage"; nodeId: string; message: string; correlationKey?: string }
  /** This instance has already had the signal; the caller gives it to all others that wait for it. */
  | { type: "throwSignal"; nodeId: string; signal: string }
  | ({ type: "recordState"; nodeId: string } & RecordStateModel)
  | { type: "incident"; nodeId: string; message: string; jobId?: string }
  | { type: "end"; outcome: "completed" | "terminated" | "cancelled"; nodeId?: string; errorCode?: string }
  | HistoryEffect;
