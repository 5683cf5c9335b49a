/* Generated from manifest.schema.json by npm run types. Do not edit. */

/**
 * Name of a top-level property of the record type's schema.
 */
export type Field = string;
/**
 * FEEL expression, with a leading =.
 */
export type Feel = string;

/**
 * manifest.json of a definition package: what it holds and how its parts belong together.
 */
export interface Manifest {
  $schema?: string;
  /**
   * Folder name and permanent key of the package.
   */
  key: string;
  title: string;
  version: string;
  description?: string;
  /**
   * @maxItems 20
   */
  dependsOn?: string[];
  extends?: Extends;
  /**
   * @maxItems 30
   */
  recordTypes?: RecordType[];
  /**
   * @maxItems 20
   */
  processes?: ProcessEntry[];
  /**
   * DMN files; business rule tasks of the package's processes call their decisions by id.
   *
   * @maxItems 20
   */
  decisions?: DecisionEntry[];
  /**
   * @maxItems 30
   */
  menus?: Menu[];
  /**
   * Files that each hold one code list.
   *
   * @maxItems 100
   */
  codeLists?: string[];
  /**
   * File with role declarations (roles.json).
   */
  roles?: string;
  /**
   * File that says which org units exist per division and which demo accounts (organization.json).
   */
  organization?: string;
}
/**
 * Set on a form an officer designed: the record type of another package whose fields, process, access rules, views and record-type settings it takes over. Such a package has exactly one record type, whose schema holds only the added fields.
 */
export interface Extends {
  package: string;
  recordType: string;
}
export interface RecordType {
  key: string;
  title: string;
  schema: string;
  ui?: string;
  /**
   * The field that names a record in lists, references and messages.
   */
  titleField: string;
  /**
   * division: row level security keeps rows inside the reader's division; everyone: the row is open to all signed-in accounts whom an access rule admits (a city's task list that districts read); official: so is what became official, while drafts and changes under review stay inside the division (a directory that others refer to).
   */
  visibility?: "division" | "everyone" | "official";
  /**
   * @maxItems 5
   */
  unique?: UniqueConstraint[];
  /**
   * @maxItems 60
   */
  index?: Field[];
  initial?: Initial;
  import?: Import;
  /**
   * Process key a submission starts; without it a submission is in force at once.
   */
  process?: string;
  cancelProcess?: string;
  /**
   * @maxItems 10
   */
  children?: ChildRecords[];
  ownForm?: OwnForm;
  dispatch?: Dispatch;
  /**
   * Sub-tables whose official rows fields of other records may choose from (a window of a centre). The row's own `id`, which the system gives, is the value.
   *
   * @maxItems 10
   */
  rowChoices?: RowChoice[];
  /**
   * Where only the account that filed a record may change it: once that account is disabled or has left the record's unit, whoever manages accounts may hand its records to another account of the unit, on record. An open task goes on with whom it waits for.
   */
  inheritable?: boolean;
  perDivision?: PerDivision;
  /**
   * What units of each level fill of this type; the filling unit's own level decides, never the user. A unit whose level none names cannot file; without variants every unit fills everything.
   *
   * @minItems 1
   * @maxItems 4
   */
  variants?: FormVariant[];
  /**
   * Fields handed to the process as routing variables.
   *
   * @maxItems 20
   */
  routing?: Field[];
}
export interface UniqueConstraint {
  key: string;
  /**
   * Field names or $unit, $division, $period, $subject.
   *
   * @minItems 1
   * @maxItems 6
   */
  fields: string[];
  message: string;
}
/**
 * Field of a new record -> FEEL over {unit}, worked out for whoever files it; unit: {id,level,kind,divisionCode} (level 1 city to 4 village); today() is the day. A field that the filler may not change keeps this value.
 */
export interface Initial {
  [k: string]: Feel;
}
/**
 * Records of this type may be taken in from a workbook by whoever has the import right; they are official at once.
 */
export interface Import {
  title: string;
  /**
   * Fields that every imported record holds so; they are no columns of the sheet.
   */
  values?: {
    [k: string]: string | number | boolean;
  };
  /**
   * Name of a top-level property of the record type's schema.
   */
  owner?: string;
}
export interface ChildRecords {
  recordType: string;
  field: Field;
  title?: string;
}
/**
 * A record of this type may own a form of its own that extends the named record type of this package; officers design it in the browser.
 */
export interface OwnForm {
  extends: string;
  title?: string;
}
/**
 * A record of this type can be dispatched: each unit chosen gets one obligation per period and subject to fill a record of the named type.
 */
export interface Dispatch {
  recordType: string;
  subjects?: SubjectSource;
  /**
   * Name of a top-level property of the record type's schema.
   */
  subjectField?: string;
  /**
   * FEEL expression, with a leading =.
   */
  period: string;
  /**
   * FEEL expression, with a leading =.
   */
  year: string;
  /**
   * @maxItems 4
   */
  levels?: ("city" | "district" | "street" | "village")[];
  /**
   * @maxItems 10
   */
  unitKinds?: string[];
  /**
   * Role that sees the obligation on its desk.
   */
  fillerRole?: string;
  /**
   * Day of the following month (or the month after the period) by default.
   */
  dueDay?: number;
  /**
   * Field of the new record -> FEEL over {record, subject, children, period, unit}. record, subject: data with id; children: data of the subject's child records by record type key; period: {key,year,month,quarter,title}; unit: {id,name,divisionCode,divisionName}.
   */
  prefill?: {
    [k: string]: Feel;
  };
}
/**
 * Child records each of which becomes a subject of its own; without it the dispatched record is the one subject.
 */
export interface SubjectSource {
  recordType: string;
  field: Field;
}
export interface RowChoice {
  field: Field;
  /**
   * Columns that name a row, joined by a space.
   *
   * @minItems 1
   * @maxItems 4
   */
  titleFields: Field[];
}
/**
 * One record per division of a level, made and kept in step by the system: nobody creates or cancels one, in the screens or through the API. The owning unit maintains it; without a process what it saves is in force at once.
 */
export interface PerDivision {
  level: "city" | "district" | "street" | "village";
  owner: DivisionOwner;
  /**
   * Read-only field -> FEEL over {division, parent, unit} (each {code, name}), kept in step with the division.
   */
  follow: {
    [k: string]: Feel;
  };
  /**
   * Field -> FEEL over the same: what the record begins with, for its owner to change.
   */
  prefill?: {
    [k: string]: Feel;
  };
}
/**
 * The unit that maintains the record: of this kind, in the same division or in the one above it at this level.
 */
export interface DivisionOwner {
  level: "city" | "district" | "street" | "village";
  unitKind: string;
}
export interface FormVariant {
  key: string;
  title: string;
  /**
   * @minItems 1
   * @maxItems 4
   */
  levels: ("city" | "district" | "street" | "village")[];
  /**
   * Fields that are no part of this variant: neither shown nor accepted.
   *
   * @maxItems 500
   */
  without?: Field[];
  /**
   * Fields that this variant demands besides those the schema demands of all.
   *
   * @maxItems 500
   */
  required?: Field[];
  /**
   * Field -> what it is called in this variant.
   */
  titles?: {
    [k: string]: string;
  };
  /**
   * Layout of this variant; the record type's own otherwise.
   */
  ui?: string;
}
export interface ProcessEntry {
  key: string;
  title: string;
  file: string;
  /**
   * Switches and figures officers may change while the process is in use; handed to it as the routing variable parameters (=parameters.key).
   *
   * @maxItems 20
   */
  parameters?: ProcessParameter[];
}
export interface ProcessParameter {
  key: string;
  title: string;
  help?: string;
  /**
   * Value while nobody has chosen another, and of the same kind as every other.
   */
  default: boolean | number;
}
export interface DecisionEntry {
  key: string;
  title: string;
  file: string;
}
export interface Menu {
  key: string;
  title: string;
  group?: string;
  icon?: string;
  order?: number;
  /**
   * @minItems 1
   * @maxItems 40
   */
  roles: string[];
  screen: "list" | "statistics" | "obligations" | "codeList";
  /**
   * Key of the list, statistics view or code list; for obligations the list of what was filled.
   */
  view: string;
}
