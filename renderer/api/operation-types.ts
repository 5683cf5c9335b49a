import type { Attachment } from "./upload.ts";

/** A colleague one may ask. */
export interface Colleague {
  id: number;
  name: string;
  unitId: number;
  unitName: string;
  roles: string[];
}

/** What may be done about a task; the value says why not, null that it may be done. */
export type TaskOperations = Record<
  | "complete"
  | "save"
  | "claim"
  | "unclaim"
  | "return"
  | "transfer"
  | "delegate"
  | "addParticipants"
  | "takeBack"
  | "copy"
  | "urge",
  string | null
>;

/** Somebody by whose answer a task is decided. */
export interface Participant {
  id: string;
  accountId: number;
  name: string;
  unitName: string;
  kind: "main" | "before" | "after" | "delegate";
  state: "waiting" | "open" | "done" | "removed";
  outcomeText: string | null;
  opinion: string | null;
  actedAt: string | null;
  actedBy: string | null;
  note: string | null;
  addedBy: number | null;
}

/** Somebody who got a copy to read. */
export interface TaskReader {
  name: string;
  unitName: string;
  sender: string | null;
  at: string;
  readAt: string | null;
}

/** How the answers of participants add up. */
export interface Counts {
  agreed: number;
  against: number;
  pending: number;
  total: number;
  needed: number;
}

/** Where a task may be returned to. */
export interface ReturnTarget {
  nodeId: string;
  name: string;
  starter: boolean;
  account: { id: number; name: string } | null;
  canComeStraightBack: boolean;
}

/** A stop of the path ahead. */
export interface PathStep {
  nodeId: string | null;
  name: string;
  kind: "task" | "automatic" | "wait" | "end";
  people: string[];
  text: string;
}

/** Why an open task lies where it does. */
export interface Stop {
  taskId: string;
  nodeId: string;
  name: string;
  why: string[];
  who: string;
  whyNotMe: string | null;
}

/** A remark about a record. */
export interface Comment {
  id: string;
  at: string;
  text: string;
  account: { id: number; name: string; unitName: string };
  mentions: { id: number; name: string }[];
  attachments: Attachment[];
}

/** Somebody acts for another. */
export interface Substitution {
  id: string;
  principal: { id: number; name: string; unitName: string };
  substitute: { id: number; name: string; unitName: string };
  processes: string[] | null;
  startsOn: string;
  endsOn: string;
  reason: string | null;
  endedAt: string | null;
}
