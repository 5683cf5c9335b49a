/** One file of an attachment field, as it is stored in the data. */
export interface AttachmentValue {
  id: string;
  name: string;
  size: number;
  mediaType: string;
}

/** One choice of a select or picker. */
export interface Choice {
  value: string;
  label: string;
}

/** What a picker asks for. */
export interface OptionQuery {
  /** Code list, `package/key`, of kind `codeList`. */
  list?: string;
  /** Only values of the code list that belong to this one; null: none is chosen yet. */
  parent?: string | null;
  /** Record type, `package/type`, of kind `reference`. */
  recordType?: string;
  titleField?: string;
  /** Only records in force. */
  official?: boolean;
  /** Only records in this division (`$division`: the filling unit's own); none while no division is chosen. */
  within?: string | undefined;
  /** Record and sub-table whose rows are to be chosen from, of kind `row`; no record while none is chosen. */
  record?: string;
  table?: string;
  /** Values whose labels are wanted, instead of a search. */
  values?: string[];
}

/** The kinds of choices that are loaded while filling. */
export type OptionKind = "division" | "orgUnit" | "account" | "reference" | "row" | "codeList";

/** What a form needs from outside; handed in, so that the form itself knows no server. */
export interface FormServices {
  /** Uploads one file; progress goes from 0 to 1. Rejects with an Error whose message is shown. */
  uploadAttachment?: (file: File, onProgress: (part: number) => void) => Promise<AttachmentValue>;
  /** Address an uploaded file is opened at. */
  attachmentUrl?: (id: string) => string;
  /** What the records chosen in the data say of the fields derived from them, by `<id> <field>`. */
  loadSources?: (data: unknown) => Promise<ReadonlyMap<string, unknown>>;
  /** Choices for a picker, filtered by what was typed. */
  loadOptions?: (kind: OptionKind, params: OptionQuery, search: string) => Promise<Choice[]>;
}
