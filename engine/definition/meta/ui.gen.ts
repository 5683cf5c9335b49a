/* Generated from ui.schema.json by npm run types. Do not edit. */

/**
 * *.ui.json: the layout of a form, rjsf's uiSchema by field name, with the order and the groups of the first level.
 */
export interface Ui {
  $schema?: string;
  /**
   * @maxItems 500
   */
  "ui:order"?: string[];
  /**
   * @maxItems 100
   */
  "ui:groups"?: FieldGroup[];
}
export interface FieldGroup {
  title: string;
  /**
   * @maxItems 500
   */
  fields: string[];
  /**
   * May be folded; true: is, at first.
   */
  collapsed?: boolean;
  /**
   * Shown only where somebody can fill it or it holds something: what belongs to a later step is not an empty table now.
   */
  whenFilled?: boolean;
}
