/* Generated from views.schema.json by npm run types. Do not edit. */

/**
 * record: each record's latest revision; inForce: official revisions only; obligation: what units owe, with the official revision of what was filled, or its latest while none is official.
 */
export type SourceOf = "record" | "inForce" | "obligation";
export type FieldName = string;

/**
 * views.json: lists, tiles and statistics. Field names are top-level properties of the record type, or system fields that begin with $ ($id, $title, $status, $unit, $division, $district, $level, $referencesCancelled, $sourceChanged, $createdBy, $createdAt, $updatedAt, $submittedAt, $inForceAt, $step: the names of its open tasks, and $turn: whether one of them waits for the reader; of an obligation also $record, $period, $year, $month, $quarter, $dueAt, $subject, $campaign, $source, $state).
 */
export interface Views {
  $schema?: string;
  /**
   * @maxItems 60
   */
  lists?: ListView[];
  /**
   * @maxItems 60
   */
  tiles?: Tile[];
  /**
   * @maxItems 60
   */
  statistics?: StatisticsView[];
}
export interface ListView {
  key: string;
  title: string;
  recordType: string;
  of?: SourceOf;
  /**
   * @minItems 1
   * @maxItems 60
   */
  columns: Column[];
  /**
   * @maxItems 20
   */
  filters?: Filter[];
  /**
   * Text fields the search box looks in.
   *
   * @maxItems 10
   */
  search?: FieldName[];
  /**
   * @maxItems 5
   */
  sort?: Sort[];
  where?: Condition;
  pageSize?: number;
  /**
   * What may be begun from this list by those who may; both where nothing is said.
   */
  offers?: ("create" | "import")[];
  public?: PublicList;
}
export interface Column {
  field: FieldName;
  title?: string;
  width?: number;
  align?: "left" | "center" | "right";
  /**
   * Offered in the column choice, not shown at first.
   */
  hidden?: boolean;
  /**
   * A day by which the record has to be finished: shown as overdue once it is past, until the record is in force.
   */
  due?: boolean;
}
export interface Filter {
  field: FieldName;
  title?: string;
  /**
   * Value at first; a string beginning with = is FEEL over {year, month, unit, division, account} of whoever asks; today() is the day.
   */
  default?: unknown;
}
export interface Sort {
  field: FieldName;
  order?: "asc" | "desc";
}
/**
 * Exactly one of all, any, not, or a comparison {field, op, value}.
 */
export interface Condition {
  /**
   * @maxItems 50
   */
  all?: Condition[];
  /**
   * @maxItems 50
   */
  any?: Condition[];
  not?: Condition;
  field?: FieldName;
  op?:
    | "eq"
    | "ne"
    | "in"
    | "lt"
    | "lte"
    | "gt"
    | "gte"
    | "between"
    | "contains"
    | "startsWith"
    | "isNull"
    | "notNull"
    | "within";
  /**
   * Scalar; array for in and between; for within a division code (the row lies in it or below). In views a text that begins with = is FEEL over {year, month, unit, division, account} of whoever asks; today() is the day.
   */
  value?: unknown;
}
/**
 * Opens the list to everybody, without signing in: these columns of official records and nothing else, by page, word and division.
 */
export interface PublicList {
  title?: string;
  /**
   * Columns of the list that everybody may see.
   *
   * @minItems 1
   * @maxItems 30
   */
  columns: FieldName[];
  /**
   * Open text columns that words are looked for in.
   *
   * @maxItems 10
   */
  search?: FieldName[];
  where?: Condition1;
}
/**
 * Only these rows are open; nobody is signed in, so values are as they stand, without FEEL.
 */
export interface Condition1 {
  /**
   * @maxItems 50
   */
  all?: Condition[];
  /**
   * @maxItems 50
   */
  any?: Condition[];
  not?: Condition;
  field?: FieldName;
  op?:
    | "eq"
    | "ne"
    | "in"
    | "lt"
    | "lte"
    | "gt"
    | "gte"
    | "between"
    | "contains"
    | "startsWith"
    | "isNull"
    | "notNull"
    | "within";
  /**
   * Scalar; array for in and between; for within a division code (the row lies in it or below). In views a text that begins with = is FEEL over {year, month, unit, division, account} of whoever asks; today() is the day.
   */
  value?: unknown;
}
export interface Tile {
  key: string;
  title: string;
  /**
   * List whose rows it counts and opens.
   */
  list?: string;
  /**
   * Instead of a list: code list, package/key, whose values in use it counts and whose maintenance it opens.
   */
  codeList?: string;
  where?: Condition;
  /**
   * @maxItems 40
   */
  roles: string[];
  color?: "default" | "blue" | "green" | "orange" | "red";
}
export interface StatisticsView {
  key: string;
  title: string;
  recordType: string;
  of?: SourceOf;
  /**
   * @minItems 1
   * @maxItems 12
   */
  dimensions: Dimension[];
  /**
   * @minItems 1
   * @maxItems 20
   */
  measures: Measure[];
  /**
   * Dimension keys down the side at first.
   *
   * @minItems 1
   * @maxItems 3
   */
  rows: string[];
  /**
   * Dimension keys across the top at first; the measures stand under each.
   *
   * @maxItems 2
   */
  columns?: string[];
  /**
   * @maxItems 20
   */
  filters?: Filter[];
  where?: Condition;
  /**
   * Counts these record types together instead of the view's own alone; each reader's numbers hold the sources he may count. A dimension on $origin tells them apart.
   *
   * @minItems 2
   * @maxItems 6
   */
  sources?: StatisticsSource[];
  totals?: boolean;
  /**
   * List view that opens behind a number.
   */
  drill?: string;
  /**
   * @maxItems 6
   */
  charts?: Chart[];
}
export interface Dimension {
  key: string;
  field: FieldName;
  title?: string;
  /**
   * Of a day or a moment: counted by the period it lies in, in Beijing.
   */
  by?: "year" | "quarter" | "month";
  /**
   * Show every member of this set even where nothing was counted.
   */
  all?: "districts" | "months" | "quarters" | "options";
  /**
   * Of a view over several sources: each has choices of its own, so that a member belongs to one source and is shown with its title.
   */
  perSource?: boolean;
}
export interface Measure {
  key: string;
  title: string;
  fn: "count" | "sum" | "avg" | "min" | "max" | "countDistinct" | "ratio";
  field?: FieldName;
  where?: Condition;
  /**
   * ratio: keys of the numerator and the denominator measure.
   *
   * @minItems 2
   * @maxItems 2
   */
  of?: string[];
  unit?: string;
  decimals?: number;
}
export interface StatisticsSource {
  key: string;
  title: string;
  /**
   * <package>/<type>, of this package or of one in dependsOn.
   */
  recordType: string;
  of?: SourceOf;
  where?: Condition;
  /**
   * The view's field -> this record type's field that means the same; others have the same name in both.
   */
  fields?: {
    [k: string]: FieldName;
  };
  /**
   * List of the record type's package that opens behind a number.
   */
  drill?: string;
}
export interface Chart {
  kind: "bar" | "line" | "pie";
  title?: string;
  measure: string;
  dimension: string;
}
