/** What a node does, one word per file in `elements/`. */
export type NodeKind =
  | "startEvent"
  | "timerStartEvent"
  | "messageStartEvent"
  | "endEvent"
  | "terminateEndEvent"
  | "task"
  | "userTask"
  | "serviceTask"
  | "sendTask"
  | "manualTask"
  | "receiveTask"
  | "exclusiveGateway"
  | "parallelGateway"
  | "inclusiveGateway"
  | "eventBasedGateway"
  | "subProcess"
  | "timerBoundaryEvent"
  | "messageBoundaryEvent"
  | "timerCatchEvent"
  | "messageCatchEvent"
  | "noneThrowEvent"
  | "unsupported";

/** When a timer event fires: ISO 8601 text, or FEEL with `=` that yields such text. */
export type TimerModel = { kind: "date" | "duration" | "cycle"; value: string };

/** A message by name; the key is FEEL over the routing variables. */
export type MessageModel = { name: string; correlationKey?: string };

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

/** Hints about the record, read by the server when a token enters the node. */
export type RecordStateModel = { submit?: boolean; effective?: boolean; editable?: boolean };

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

/** One flow node. */
export type NodeModel = {
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
  /** Boundary events only. */
  interrupting?: boolean;
  timer?: TimerModel;
  message?: MessageModel;
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

/** The process itself or an embedded sub-process. */
export type ScopeModel = { id: string; parent?: string; nodes: string[] };

/** A compiled process: frozen plain data, cacheable by version and safe to send to a browser. */
export type ProcessModel = {
  modelVersion: 1;
  id: string;
  name: string;
  scopes: Record<string, ScopeModel>;
  nodes: Record<string, NodeModel>;
  flows: Record<string, FlowModel>;
  lanes: { id: string; name: string; nodes: string[] }[];
};

/** The name of a node as a message shows it. */
export function titleOf(node: NodeModel): string {
  return node.name === "" ? `“${node.id}”` : `“${node.name}”（${node.id}）`;
}
