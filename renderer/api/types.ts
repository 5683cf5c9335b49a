import type { FormSchema, UiSchema } from "../../engine/form/index.ts";
import type { RecordObligation } from "./work-types.ts";

export type * from "./work-types.ts";

/** `<package>/<type>`. */
export type RecordTypeKey = string;

/** A name with the number or code it stands for. */
export interface Named<Id = number> {
  id: Id;
  name: string;
}

/** One entry of the side menu. */
export interface MenuItem {
  key: string;
  title: string;
  group?: string;
  icon?: string;
  screen: "list" | "statistics" | "obligations" | "codeList";
  /** `<package>/<viewKey>`. */
  view: string;
}

/** Who is signed in and what they may open. */
export interface Session {
  account: { id: number; login: string; name: string };
  unit: { id: number; name: string; kind: string; level: number; divisionCode: string; divisionName: string };
  roles: { key: string; title: string }[];
  permissions: string[];
  csrfToken: string;
  menus: MenuItem[];
}

/** The server's health; `demo` with accounts only where the data is for trying out. */
export interface Health {
  demo?: boolean;
  password?: string;
  accounts?: { login: string; name: string }[];
}

/** Where a record stands. */
export type RecordStatus = "draft" | "inReview" | "returned" | "inForce" | "cancelled";

/** What the reader may do with a record; the screen never works it out again. */
export interface RecordAbilities {
  canEdit: boolean;
  canSubmit: boolean;
  canCancel: boolean;
  canWithdraw: boolean;
  canDispatch: boolean;
  canDesign: boolean;
  canExport: boolean;
}

/** One record at one revision. */
export interface RecordView {
  id: string;
  recordType: RecordTypeKey;
  definitionKey: string;
  versionId: number;
  versionNumber: number;
  revision: { id: string; number: number };
  title: string;
  status: RecordStatus;
  statusText: string;
  data: Record<string, unknown>;
  lockVersion: number;
  /** Level: 1 city to 4 village. */
  unit: Named & { level: number };
  division: { code: string; name: string };
  createdBy: Named;
  /** Only who filed it may change it, and that account is disabled or has left the unit. */
  keeperGone: boolean;
  createdAt: string;
  updatedAt: string;
  submittedAt?: string | null;
  inForceAt?: string | null;
  obligation: RecordObligation | null;
  instanceId?: string | null;
  /** After a return of chosen fields: the only ones that may be changed. */
  reopenedFields?: string[] | null;
  /** Who has it now; `candidates` is a unit with a role, or a person; `mine`: it waits for the reader. */
  openTasks: { id: string; name: string; nodeId: string; candidates: string; mine?: boolean }[];
  /** Its cancelling is being decided. */
  cancelling?: boolean;
  abilities: RecordAbilities;
  /** What deserves a second look. */
  warnings?: { pointer: string; keyword: string; title: string; message: string }[];
  /** Value -> label of reference, division and unit fields. */
  references?: Record<string, string>;
}

/** Why no further record can be filed, and the one that is there. */
export interface AlreadyFiled {
  message: string | null;
  existing: { id: string; title: string | null; link: string } | null;
}

/** What the server knows of a record type as the reader meets it. */
export interface RecordTypeView {
  recordType: RecordTypeKey;
  title: string;
  definitionKey: string;
  versionNumber: number;
  versionId: number;
  schema: FormSchema;
  uiSchema: UiSchema;
  titleField: string;
  /** What a new record begins with for this reader. */
  initial: Record<string, unknown>;
  children?: ChildType[];
  ownForm?: { extends: string; title?: string } | null;
  dispatch: boolean;
  /** A save is in force at once: there are no drafts. */
  savesInForce?: boolean;
  abilities: { canCreate: boolean };
}

/** A type whose records belong to a record of this one. */
export interface ChildType {
  recordType: RecordTypeKey;
  /** Field of the child that refers to this record. */
  field: string;
  title?: string;
  canCreate?: boolean;
}

/** A record below another. */
export interface ChildRow {
  id: string;
  title: string;
  status?: RecordStatus;
  statusText?: string;
  unit?: Named;
  updatedAt?: string;
}

/** What happened to a record. */
export interface RecordEvent {
  id: number;
  at: string;
  kind: string;
  kindText: string;
  account?: Named | null;
  unit?: Named | null;
  opinion?: string | null;
  taskName?: string | null;
  changes?: FieldChange[] | null;
}

/** A file that was added to or removed from a record. */
export interface UploadEvent {
  id: number | string;
  at: string;
  kind: "uploaded" | "removed" | string;
  kindText?: string;
  account?: Named | null;
  attachment: { id: string; name: string; size: number; mediaType?: string };
}

/** One field that differs between two revisions. */
export interface FieldChange {
  pointer: string;
  title: string;
  before: string;
  after: string;
  kind: "added" | "removed" | "changed";
}

/** One stored state of a record. */
export interface RevisionRow {
  id: string;
  number: number;
  versionNumber: number;
  createdBy: Named;
  createdAt: string;
  submittedAt?: string | null;
  inForceAt?: string | null;
  supersededAt?: string | null;
  returnedAt?: string | null;
}

/** A record that refers to another. */
export interface Referrer {
  id: string;
  recordType: RecordTypeKey;
  typeTitle: string;
  field: string;
  title: string | null;
}

/** A number on the desk that leads to a list. */
export interface TileView {
  key: string;
  title: string;
  count: number;
  /** Title of the package that declares it. */
  module: string;
  /** What it opens: the rows of a list that the tile counts, or the maintenance of a code list. */
  list: string | null;
  tile: string;
  codeList: string | null;
  color?: "default" | "blue" | "green" | "orange" | "red";
}

/** A message to the reader. */
export interface NotificationRow {
  id: string;
  kind: string;
  title: string;
  body?: string | null;
  link?: string | null;
  createdAt: string;
  readAt?: string | null;
}

/** What somebody typed and has not saved. */
export interface Draft {
  subject: string;
  data: Record<string, unknown>;
  baseVersion?: number | null;
  updatedAt: string;
}

/** A page of rows with their count. */
export interface Page<Row> {
  rows: Row[];
  total: number;
}
