import type { CrossFieldRule, FieldKind } from "../dialect.ts";
import type { Level } from "./levels.ts";

/** One choice; its value is permanent, its label may be corrected. */
export interface FieldOption {
  value: string;
  label: string;
}

/** One row of the field table an officer edits. */
export interface Field {
  /** Permanent identity, e.g. f_a1; never reused. */
  id: string;
  /** Name in the data: an English identifier, made from the id when the officer gives none. */
  name?: string;
  title: string;
  kind: FieldKind;
  required?: boolean;
  /** Choices of select, radio and multiSelect, unless they come from `list`. */
  options?: FieldOption[];
  /** Code list the choices come from, `package/key`. */
  list?: string;
  unit?: string;
  help?: string;
  /** Columns of a sub-table. */
  columns?: Field[];
  min?: number;
  max?: number;
  /** Digits after the decimal point of a number; 0 makes it whole. */
  decimals?: number;
  maxLength?: number;
  /** Most rows of a sub-table, files of an attachment. */
  maxItems?: number;
  pattern?: string;
  /** Messages of one's own per rule (`required`, `pattern`, `maximum`, ...). */
  messages?: Record<string, string>;
  /** Record type of a reference, `package/type`. */
  recordType?: string;
  titleField?: string;
  /** Only records in force may be chosen. */
  official?: boolean;
  /** Where a chosen record has to lie: id of a division field, or `$division` for the filling unit's own division. */
  within?: string;
  /** A reference to a row: of the sub-table `table` of the record that the reference field `of` (its id) chooses. */
  row?: { of: string; table: string };
  /** Taken over from the record that the reference field `from` (its id) chooses: what that record's `field` says. */
  derived?: { from: string; field: string };
  /** Levels whose units fill the field; all of them when absent. */
  levels?: Level[];
  /** Levels at which it is demanded, where `required` does not demand it of all that fill it. */
  requiredAt?: Level[];
  /** What the field is called at levels that call it otherwise. */
  titleAt?: Partial<Record<Level, string>>;
  /** FEEL source of a computed field. */
  formula?: string;
  default?: string | number | boolean;
  /** Heading of the group the field stands under. */
  group?: string;
  /** Width in 24ths of the form. */
  span?: number;
}

/** How a check holds one value against another; `filled` only asks that there is one. */
export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=" | "filled";

/** One comparison: a field of the table against another field of it (`other`, its id) or against a fixed value. */
export interface FieldTerm {
  /** Id of a field of the table itself (no column of a sub-table). */
  field: string;
  compare: Comparison;
  other?: string;
  value?: string | number | boolean;
}

/** A check over several fields, put together without writing an expression; shown at the field it names. */
export interface FieldCheck extends FieldTerm {
  /** The check applies only where this holds. */
  when?: FieldTerm;
  /** What the filler reads; made from the check when absent. */
  message?: string;
  /** `warning` tells the filler but lets it pass; an error by default. */
  severity?: "error" | "warning";
}

/** A form as an officer lists it, field by field in the order of the form. */
export interface FieldTable {
  fields: Field[];
  /** Checks between fields, in the order they are told in. */
  checks?: FieldCheck[];
  /** Rules that no check can say, as somebody wrote them; kept as they are until they are removed. */
  rules?: CrossFieldRule[];
  /** Ids of fields that were removed, so that they are never given again. */
  retired?: string[];
}
