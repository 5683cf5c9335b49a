/** What kind of field an officer sees; it decides the control, the check and how a value is shown. */
export const fieldKinds = [
  "text",
  "textarea",
  "number",
  "money",
  "date",
  "month",
  "year",
  "dateRange",
  "select",
  "multiSelect",
  "radio",
  "boolean",
  "attachment",
  "image",
  "subTable",
  "division",
  "orgUnit",
  "account",
  "reference",
  "phone",
  "idCard",
  "creditCode",
  "address",
  "richText",
  "computed",
  "serial",
] as const;

/** One of the field kinds. */
export type FieldKind = (typeof fieldKinds)[number];

/** A rule across fields: holds when `assert` is true (or when `when` is not). Both are FEEL over the record's fields. */
export interface CrossFieldRule {
  /** A warning is shown to whoever fills and whoever reviews, and keeps nobody from going on. */
  severity?: "error" | "warning";
  when?: string;
  assert: string;
  message: string;
  /** JSON pointers of the fields the message is shown at; none: the form as a whole. */
  fields?: string[];
}

/** JSON Schema draft-07 as this product reads it, with its own `x-` keywords. */
export interface FormSchema {
  $schema?: string;
  $id?: string;
  $ref?: string;
  definitions?: Record<string, FormSchema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  items?: FormSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, FormSchema>;
  required?: string[];
  additionalProperties?: boolean | FormSchema;
  allOf?: FormSchema[];
  anyOf?: FormSchema[];
  oneOf?: FormSchema[];
  if?: FormSchema;
  then?: FormSchema;
  else?: FormSchema;
  readOnly?: boolean;
  /** The field's kind; derived from type, format and enum when absent. */
  "x-kind"?: FieldKind;
  /** Permanent identity of the field, never reused. */
  "x-id"?: string;
  /** Unit shown after the value, e.g. 万元. */
  "x-unit"?: string;
  /** One sentence of help under the control. */
  "x-help"?: string;
  /** Labels of the `enum` values, in their order. */
  "x-enumNames"?: string[];
  /** Options come from a code list; with `parentField` only the values whose parent that field of the same table holds. */
  "x-options"?: { list: string; parentField?: string };
  /**
   * Value is the id of a record of another type; `titleField` is what people see of it; `official`: it has to be in force;
   * `within`: it has to lie in the division that this field of the same table holds, or (`$division`) in the filling
   * unit's own.
   */
  "x-reference"?: { recordType: string; titleField?: string; official?: boolean; within?: string };
  /** Value is the id of a row in the sub-table `table` of the record that the field `of` beside this one refers to. */
  "x-row"?: { of: string; table: string };
  /** Value of a field of the record chosen in the reference field beside it: live while filling, fixed once official. */
  "x-derived"?: { from: string; field: string };
  /** FEEL source; the field is read-only and computed from the others. */
  "x-computed"?: string;
  /** Messages of one's own per failing keyword. */
  "x-messages"?: Record<string, string>;
  /** Cross-field rules; at the root of the schema only. */
  "x-rules"?: CrossFieldRule[];
  /** Not shown to this person; set by applyFieldRights, kept in the data. */
  "x-hidden"?: boolean;
  [keyword: string]: unknown;
}

/** One thing wrong with the data of one field. */
export interface FormError {
  /** JSON pointer of the field in the data. */
  pointer: string;
  /** The failing JSON Schema keyword, or `rule` for a cross-field rule. */
  keyword: string;
  message: string;
  /** Chinese path of the field, e.g. 推进内容 › 第 2 行 › 完成情况. */
  title: string;
}

/** One thing wrong with a schema or a field table that somebody wrote. */
export interface Problem {
  /** JSON pointer into the checked document. */
  pointer: string;
  message: string;
}

/** The draft-07 keywords that may be used. */
export const standardKeywords: ReadonlySet<string> = new Set(
  `$schema $id $ref $comment definitions type title description default examples enum const format pattern minLength
  maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf items additionalItems minItems maxItems
  uniqueItems contains properties patternProperties propertyNames required minProperties maxProperties
  additionalProperties dependencies allOf anyOf oneOf not if then else readOnly writeOnly contentMediaType
  contentEncoding`.split(/\s+/),
);

/** The keywords of our own. */
export const ownKeywords = [
  "x-kind",
  "x-id",
  "x-unit",
  "x-help",
  "x-enumNames",
  "x-options",
  "x-reference",
  "x-row",
  "x-computed",
  "x-derived",
  "x-messages",
  "x-rules",
  "x-hidden",
  "x-retired",
] as const;
