/** Statuses an instance may have. */
export const statuses = ["active", "incident", "suspended", "completed", "terminated"] as const;
export type Status = (typeof statuses)[number];

/** A definition that draws processes. */
export interface MonitoredDefinition {
  key: string;
  title: string;
  versionId: number;
  processes: { key: string }[];
  versions: { id: number; number: number; state: string }[];
}

/** One page of lines without a total. */
export interface Lines<T> {
  rows: T[];
  more: boolean;
}

/** The first look. */
export interface Overview {
  counts: Record<Status, number>;
  overdue: number;
  overdueUnits: { unitId: number; unitName: string; count: number; oldest: string }[];
  overdueNodes: { recordType: string; nodeId: string; name: string; count: number; oldest: string }[];
  incidents: { kind: string; title: string; count: number }[];
  mostCounted: number;
}

/** An instance in the list. */
export interface InstanceLine {
  id: string;
  title: string;
  status: Status;
  definitionTitle: string;
  version: number;
  unitName: string;
  startedAt: string;
  incident: string | null;
  waiting: string | null;
  waitingSince: string | null;
  dueAt: string | null;
}

/** An open incident in words. */
export interface IncidentLine {
  id: string;
  instanceId: string;
  kind: string;
  what: string;
  message: string;
  advice: string;
  at: string;
  title: string;
  unitName: string;
  definitionTitle: string;
  version: number;
}

/** How a node fares. */
export interface NodeFigures {
  nodeId: string;
  name: string;
  open: number;
  overdue: number;
  oldest: string | null;
  completed: number;
  median: number | null;
  p90: number | null;
}

/** A process picture with figures. */
export interface ProcessFigures {
  xml: string;
  sample: number;
  nodes: NodeFigures[];
}

export type Remedy = "retry" | "assign" | "variables" | "move" | "resolve" | "terminate";

/** An instance as administrators see it. */
export interface Administration {
  id: string;
  lockVersion: number;
  status: Status;
  suspendedAt: string | null;
  definition: { key: string; title: string; version: number; versionId: number; liveVersionId: number | null };
  startedAt: string;
  endedAt: string | null;
  unitName: string;
  variables: Record<string, unknown>;
  tokens: { id: string; nodeId: string; nodeName: string; waitsFor: string }[];
  tasks: {
    id: string;
    nodeId: string;
    name: string;
    role: string | null;
    unit: string | null;
    assignee: string | null;
    dueAt: string | null;
  }[];
  incidents: {
    id: string;
    at: string;
    nodeId: string;
    nodeName: string;
    message: string;
    title: string;
    advice: string;
    remedies: Remedy[];
  }[];
  targets: { nodeId: string; nodeName: string }[];
}

/** What an administrator does to an instance. */
export type RepairAction =
  | { type: "variables"; set: Record<string, unknown> }
  | { type: "move"; from?: string[]; to: string }
  | { type: "retry" | "resolve"; incidentId: string }
  | { type: "assign"; taskId: string; accountId: number };

/** What a repair would do. */
export interface Preview {
  lockVersion: number;
  cancelled: { kind: "task" | "timer" | "job" | "message"; nodeId: string; nodeName: string }[];
  opened: { nodeId: string; nodeName: string; who: string; found: boolean; dueAt: string | null }[];
  ended: string | null;
  meaning: string;
  incidents: string[];
  variables: { before: Record<string, unknown>; after: Record<string, unknown> };
}

/** Where a node can go. */
export interface NodeChoice {
  nodeId: string;
  nodeName: string;
  type: string;
  target?: string;
  targets: { nodeId: string; nodeName: string }[];
  tokens: number;
}

/** One migration in the list. */
export interface MigrationRow {
  id: string;
  processKey: string;
  fromVersion: number | null;
  toVersion: number;
  dryRun: boolean;
  reason: string | null;
  createdBy: string;
  createdAt: string;
  jobId: string;
}

export const results = ["ready", "moved", "blocked", "skipped"] as const;

/** One migration with its counts. */
export interface MigrationView extends MigrationRow {
  counts: Record<(typeof results)[number], number>;
  problems: { nodeId: string; nodeName: string; message: string; count: number }[];
}

/** The result of one instance. */
export interface MigrationItem {
  instanceId: string;
  title: string;
  unitName: string;
  fromVersion: number;
  result: (typeof results)[number];
  problems: { message: string }[];
}

/** Months of the history. */
export interface HistoryMonths {
  months: { name: string; from: string | null; to: string | null; rows: number; bytes: number; canArchive: boolean }[];
  archives: {
    name: string;
    rows: number;
    kept: number;
    sha256: string;
    archivedAt: string;
    archivedBy: string | null;
  }[];
}
