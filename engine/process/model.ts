import type { DecisionModel } from "../decision/index.ts";
import type { NodeKind } from "./node-kind.ts";

export type { NodeKind };

/** When a timer event fires: ISO 8601 text, or FEEL with `=` that yields such text. */
export type TimerModel = { kind: "date" | "duration" | "cycle"; value: string };

/** A message by name; the key is FEEL over the routing variables. */
export type MessageModel = { name: string; correlationKey?: string };

/** What one event definition catches or throws; exactly one property is there. */
export type EventModel = {
  timer?: TimerModel;
  message?: MessageModel;
  /** Name of the signal, or FEEL with `=`. */
  signal?: string;
  /** Catching: without a code any error; a thrown code may be FEEL with `=`. */
  error?: { code?: string };
  escalation?: { code?: string };
  /** FEEL that is looked at again whenever variables change. */
  condition?: string;
  /** The activity to compensate; without one all completed activities of the scope. */
  compensation?: { activity?: string; wait: boolean };
  /** Name that a throwing and a catching link share. */
  link?: string;
};

/** How often an activity is done. Counts, collections and conditions are FEEL. */
export type LoopModel = {
  kind: "standard" | "sequential" | "parallel";
  /** Multi-instance: how many, or a list with one instance for each item. */
  cardinality?: string;
  collection?: string;
  /** Variable of an instance that holds its item. */
  item?: string;
  /** Variable that gathers `output` of each instance, in order. */
  outputCollection?: string;
  output?: string;
  /** Multi-instance: ends it early. Standard loop: goes on while it holds. */
  condition?: string;
  /** Standard loop only. */
  testBefore?: boolean;
  maximum?: number;
};

/** The process a call activity runs, as a scope of this very model. */
export type CallModel = {
  /** Scope with the called process; absent when it was not found. */
  scope?: string;
  process: string;
  binding: "latest" | "deployment" | "versionTag";
  versionTag?: string;
  /** Whether the called process reads the caller's variables, and gives all of its own back. */
  readsParent: boolean;
  givesBack: boolean;
};

/** The decision of a business rule task; its model is in `ProcessModel.decisions` once linked, under `model` or its id. */
export type DecisionCall = Pick<CallModel, "binding" | "versionTag"> & {
  decision: string;
  result?: string;
  model?: string;
};

/** A FEEL script; without a result variable a context's entries become variables. */
export type ScriptModel = { expression: string; result?: string };

/** Ad-hoc sub-process: which inner activities begin, and when it is over. */
export type AdHocModel = { active?: string; condition?: string; sequential: boolean; cancelRemaining: boolean };

/** Work for a job worker (Camunda's zeebe:taskDefinition and zeebe:taskHeaders). */
export type JobModel = { type: string; retries: number; headers: Record<string, string> };

/** Variable mappings of an activity (zeebe:ioMapping); sources are FEEL. */
export type IoModel = {
  inputs: { source: string; target: string }[];
  outputs: { source: string; target: string }[];
};

/** How many participants must have acted, and in which order (tianbao:quorum). */
export type QuorumModel = {
  rule: "any" | "all" | "share" | "number";
  value?: number;
  order: "parallel" | "sequential";
  /** False: everybody is heard even when the result is certain. */
  early?: boolean;
  /** What a returning participant does to the others: ends their part (the default), or counts as one vote. */
  siblings?: "cancel" | "keep";
};

/** Who gets a copy to read, and when (tianbao:copy). */
export type CopyModel = {
  on: "enter" | "complete";
  role?: string;
  unit?: "record" | "parent" | "level";
  level?: "city" | "district" | "street" | "village";
  /** Logins, comma separated. */
  users?: string;
};

/** What happens by itself at a user task; each may be declared on the task or, for all its tasks, on the process. */
export type TaskRules = {
  /** When whoever submitted would decide: he may, the task is skipped, or the next level does. */
  ownSubmission?: "allow" | "skip" | "next";
  /** Whether somebody who already approved the same content on this path is asked again. */
  samePerson?: "ask" | "pass";
  /** Who may be asked to act beside or instead of those it waits for: anybody, or who holds the task's role over there. */
  handTo?: "anyone" | "role";
  /** Due after so many working days, and what happens then. */
  due?: { workingDays: number; onDue: "remind" | "escalate" | "pass" | "return" };
  /** The task passes by itself while every check holds (FEEL over `record` and the routing variables). */
  autoPass?: { condition: string; reason: string }[];
  copies?: CopyModel[];
};

/** Who may act on a user task; strings with `=` are FEEL. Lists are comma separated in BPMN. */
export type AssignmentModel = {
  assignee?: string;
  candidateUsers?: string;
  candidateGroups?: string;
  /** Holders of this role at the unit found by `unit`. */
  role?: string;
  unit?: "record" | "parent" | "level";
  level?: "city" | "district" | "street" | "village";
  /** The unit of this kind in that place, where it is not the one on the way up that acts (a service centre beside its bureau). */
  unitKind?: string;
  /** The task of whoever started the process: a submission completes it, a return opens it again. */
  starter?: boolean;
  policyWhenNone?: "admin" | "parent" | "pass" | "incident";
};

/** What a task's form allows on one field (tianbao:right). */
export type FieldRight = { field: string; mode: "read" | "edit" | "hidden" | "required" };

/** A button on the task: completing sets the routing variable `outcome` to its key; `return` moves to the target. */
export type OutcomeModel = {
  key: string;
  label: string;
  opinion: "optional" | "required";
  style?: "primary" | "danger";
  kind: "complete" | "return";
  target?: string;
};

/**
 * Hints about the record, read by the server when a token enters the node. `owner` hands the record over: `starter` to
 * the unit it was filed by, else FEEL giving a division code (its bureau) or the id of a unit.
 */
export type RecordStateModel = { submit?: boolean; effective?: boolean; editable?: boolean; owner?: string };

/** What a user task asks of its participants. */
export type TaskModel = {
  assignment: AssignmentModel;
  quorum?: QuorumModel;
  formKey?: string;
  fieldRights: FieldRight[];
  outcomes: OutcomeModel[];
  dueDate?: string;
  followUpDate?: string;
  rules?: TaskRules;
};

/** One flow node; of an event with one definition, what it catches or throws as well. */
export type NodeModel = EventModel & {
  id: string;
  kind: NodeKind;
  /** BPMN's word: `UserTask`, `IntermediateCatchEvent`. */
  type: string;
  name: string;
  /** Process or sub-process that holds the node. */
  scope: string;
  lane?: string;
  incoming: string[];
  outgoing: string[];
  defaultFlow?: string;
  /** Boundary events attached to this activity. */
  boundary: string[];
  attachedTo?: string;
  /** Boundary events and the start events of event sub-processes. */
  interrupting?: boolean;
  /** Events with several definitions; all of them are needed when `parallelMultiple`. */
  multiple?: EventModel[];
  parallelMultiple?: boolean;
  /** Flow node that a throwing link leads to. */
  linkTo?: string;
  /** Event-based gateway or receive task that begins a process. */
  instantiates?: "exclusive" | "parallel";
  /** Compensation handler of the activity, and whether the node is such a handler. */
  handler?: string;
  forCompensation?: boolean;
  loop?: LoopModel;
  call?: CallModel;
  decision?: DecisionCall;
  script?: ScriptModel;
  adHoc?: AdHocModel;
  /** Complex gateway: FEEL over the variables and `activationCount`. */
  activation?: string;
  job?: JobModel;
  task?: TaskModel;
  io?: IoModel;
  recordState?: RecordStateModel;
  /** Constructs found on the node that this engine does not run, by name. */
  unsupported?: string[];
  /** Extension elements and attributes of other vendors. */
  foreign?: string[];
};

/** One sequence flow. */
export type FlowModel = { id: string; name: string; from: string; to: string; condition?: string };

/** The process itself, a sub-process, or a called process (which has no parent). */
export type ScopeModel = {
  id: string;
  name: string;
  parent?: string;
  nodes: string[];
  /** Where tokens begin: the none start event, or else the nodes that no flow leads to. */
  starts: string[];
  /** Event sub-processes in it. */
  events?: string[];
};

/** A compiled process: frozen plain data, cacheable by version and safe to send to a browser. */
export type ProcessModel = {
  modelVersion: 1;
  id: string;
  name: string;
  scopes: Record<string, ScopeModel>;
  nodes: Record<string, NodeModel>;
  flows: Record<string, FlowModel>;
  lanes: { id: string; name: string; nodes: string[] }[];
  /** Linked decisions by id, each in the compiled model of its file. */
  decisions?: Record<string, DecisionModel>;
  /** What was latest when the model was linked, where something in it is bound to that; each state keeps it. */
  latest?: number;
};

/** The name of a node as a message shows it. */
export function titleOf(node: NodeModel): string {
  return node.name === "" ? `“${node.id}”` : `“${node.name}”（${node.id}）`;
}
