import type { Counts, Participant, TaskOperations, TaskReader } from "./operation-types.ts";
import type { Named, RecordTypeKey } from "./types.ts";

/** Which tasks a desk table shows. */
export type TaskBox = "todo" | "done" | "started" | "overdue" | "cc";

/** How pressing tasks can be. */
export type DeskDue = "overdue" | "today" | "week" | "later" | "none";

/** What waits for the reader, counted by what it is about, where it comes from and how pressing it is. */
export interface TaskGroups {
  processes: { recordType: string; recordTypeTitle: string; nodeId: string; name: string; count: number }[];
  units: { unitId: number; name: string; count: number }[];
  due: Record<DeskDue, number>;
}

/** One row of the desk's table; in the box `started` it is a process instance. */
export interface TaskRow {
  id: string;
  recordId: string;
  recordType: RecordTypeKey;
  recordTypeTitle: string;
  /** The record's title. */
  title: string | null;
  /** The task's name; of an instance the names of its open tasks. */
  name: string;
  unitName: string;
  createdAt: string;
  dueAt: string | null;
  overdue: boolean;
  state: string;
  stateText: string;
  completedAt: string | null;
  assignee: Named | null;
  outcomeText: string | null;
  /** Of a copy: who sent it. */
  sender?: string | null;
}

/** The figures on the desk. */
export interface TaskCounts {
  todo: number;
  done: number;
  started: number;
  overdue: number;
  /** Copies not read yet. */
  cc: number;
  obligationsDue: number;
}

/** A button a reviewer may press. */
export interface TaskOutcome {
  key: string;
  label: string;
  opinion: "optional" | "required";
  style?: "primary" | "danger";
  kind: "complete" | "return";
}

/** What a task allows on one field. */
export interface TaskFieldRight {
  /** Top-level field name or JSON pointer. */
  field: string;
  mode: "read" | "edit" | "hidden" | "required";
}

/** One task. */
export interface TaskView {
  id: string;
  name: string;
  nodeId: string;
  state: "open" | "completed" | "cancelled";
  dueAt: string | null;
  overdue: boolean;
  outcomes: TaskOutcome[];
  formRights: TaskFieldRight[];
  recordId: string;
  canAct: boolean;
  whyNot: string | null;
  /** The filler's own task, which is completed by submitting the record. */
  starter: boolean;
  instanceId: string;
  incident: string | null;
  assignee: Named | null;
  lockVersion: number;
  /** The person in whose place the reader acts as a substitute. */
  actsFor: string | null;
  /** After a return: where completing it leads straight back to. */
  comeBack: { name: string } | null;
  reasons: string[];
  urgedCount: number;
  participants: Participant[];
  counts: Counts | null;
  readers: TaskReader[];
  /** Fields that changed since the last return; null when it was never returned. */
  changedFields: string[] | null;
  savedOpinion: string | null;
  operations: TaskOperations;
}

/** A running or ended process with its picture. */
export interface ProcessView {
  recordId: string;
  /** The record's title when it was last submitted. */
  title: string;
  xml: string;
  status: string;
  statusText: string;
  incident: string | null;
  /** Nodes a token rests at. */
  active: string[];
  completedNodes: string[];
  completedFlows: string[];
  history: ProcessEvent[];
  timers: { nodeId: string; nodeName: string; dueAt: string }[];
}

/** One step of a process that happened. */
export interface ProcessEvent {
  at: string;
  kind: string;
  text: string;
  nodeId: string | null;
  nodeName: string | null;
  account: { id: number; name: string; unitName: string } | null;
  opinion: string | null;
}

/** What a unit owes. */
export interface Obligation {
  id: string;
  campaignTitle: string;
  recordType: RecordTypeKey;
  recordTypeTitle: string;
  period: { key: string; title: string };
  subject: { id: string; title: string } | null;
  dueAt: string;
  overdue: boolean;
  state: "open" | "draft" | "returned" | "submitted" | "completed";
  stateText: string;
  recordId: string | null;
  submittedAt: string | null;
  completedAt: string | null;
  remindedAt: string | null;
}

/** The obligation a record fulfils. */
export interface RecordObligation {
  id: string;
  campaignTitle: string;
  periodKey: string;
  dueAt: string;
  submittedAt: string | null;
}

/** Which obligations a table shows. */
export type ObligationBox = "open" | "done" | "overdue";

/** What opening an obligation leads to: the record there is, or the data of a new one. */
export interface OpenedObligation {
  recordType: RecordTypeKey;
  definitionKey: string;
  recordId?: string | null;
  prefill?: Record<string, unknown> | null;
  references?: Record<string, string>;
}
