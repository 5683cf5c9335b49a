/* Generated from sample.schema.json by npm run types. Do not edit. */

/**
 * samples/*.json: one record, the file named for what it shows, and whether its record type accepts it. A publish that would break a sample is refused.
 */
export interface Sample {
  $schema?: string;
  /**
   * Short key of a record type of the same package.
   */
  recordType: string;
  /**
   * What the sample shows.
   */
  title?: string;
  /**
   * Key of the form variant it is held against; the whole schema otherwise.
   */
  variant?: string;
  /**
   * JSON pointers of exactly the fields at which warnings are shown.
   *
   * @maxItems 50
   */
  warns?: string[];
  valid: boolean;
  data: Record<string, unknown>;
  /**
   * JSON pointers of exactly the fields that are refused; only where valid is false.
   *
   * @maxItems 50
   */
  expect?: string[];
}
