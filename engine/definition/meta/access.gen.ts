/* Generated from access.schema.json by npm run types. Do not edit. */

/**
 * access.json: who may do what with which rows and fields. Rules add up; what no rule allows is refused.
 */
export interface Access {
  $schema?: string;
  /**
   * @maxItems 200
   */
  rules: AccessRule[];
}
export interface AccessRule {
  /**
   * Record type key or *.
   */
  recordType: string;
  /**
   * Role keys or *.
   *
   * @minItems 1
   * @maxItems 40
   */
  roles: string[];
  /**
   * choose: pick an official record in a reference field and see its name and what it offers for choice, nothing else of it; read includes it.
   *
   * @minItems 1
   * @maxItems 10
   */
  actions: (
    | "read"
    | "choose"
    | "create"
    | "edit"
    | "submit"
    | "cancel"
    | "export"
    | "dispatch"
    | "design"
    | "statistics"
    | "import"
  )[];
  /**
   * all; division: the account's division and everything below it; unit: its own unit; own: what this account filed.
   */
  rows?: "all" | "division" | "unit" | "own";
  /**
   * A Condition (see views.schema.json) the row must meet besides.
   */
  where?: import("./views.gen.ts").Condition;
  /**
   * Fields this rule does not show.
   *
   * @maxItems 100
   */
  hidden?: string[];
  /**
   * @maxItems 100
   */
  readOnly?: string[];
}
