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
