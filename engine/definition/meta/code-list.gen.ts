/* Generated from code-list.schema.json by npm run types. Do not edit. */

/**
 * A code list: permanent codes with Chinese names; retired codes stay.
 */
export interface CodeList {
  $schema?: string;
  key: string;
  title: string;
  source?: string;
  /**
   * Roles that add, rename and retire values in the browser; without it the list is as it was delivered.
   *
   * @minItems 1
   * @maxItems 20
   */
  maintainedBy?: string[];
  /**
   * Code list, package/key, whose codes the values' parents are; a field may offer only the values under another field's choice.
   */
  parentList?: string;
  /**
   * @maxItems 5000
   */
  items: CodeItem[];
}
export interface CodeItem {
  code: string;
  title: string;
  parent?: string;
  retired?: boolean;
}
