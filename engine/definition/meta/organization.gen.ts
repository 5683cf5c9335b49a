/* Generated from organization.schema.json by npm run types. Do not edit. */

/**
 * organization.json: the org units made from the divisions at first start, and the demo accounts.
 */
export interface Organization {
  $schema?: string;
  /**
   * @maxItems 100
   */
  units: UnitTemplate[];
  /**
   * @maxItems 100
   */
  accounts: DemoAccount[];
}
/**
 * One unit of this kind per division of the level (or only in the divisions named). Its parent is the unit of kind `parentKind` (default: bureau, then street, ...) in the same or next higher division.
 */
export interface UnitTemplate {
  kind: string;
  level: "city" | "district" | "street" | "village";
  /**
   * {division} stands for the division's name.
   */
  name: string;
  /**
   * Permanent code; {code} stands for the division's 12 digits. Default kind-{code}.
   */
  code?: string;
  parentKind?: string;
  /**
   * @maxItems 400
   */
  divisions?: string[];
}
/**
 * One account, or one per division of the level when the login holds {code} (6 or 9 or 12 digits) or {pinyin} (first street unit per district: `firstPer: district`).
 */
export interface DemoAccount {
  login: string;
  name: string;
  unitKind: string;
  /**
   * Only the unit of this code; {code} stands for its division's 12 digits.
   */
  unitCode?: string;
  level: "city" | "district" | "street" | "village";
  /**
   * @minItems 1
   * @maxItems 10
   */
  roles: string[];
  firstPer?: "district";
}
