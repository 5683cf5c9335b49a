/* Generated from roles.schema.json by npm run types. Do not edit. */

/**
 * roles.json: the roles accounts hold at an org unit, and the product-wide permissions they carry.
 */
export interface Roles {
  $schema?: string;
  /**
   * @maxItems 100
   */
  roles: Role[];
}
export interface Role {
  key: string;
  title: string;
  level?: "city" | "district" | "street" | "village";
  /**
   * @maxItems 20
   */
  permissions?: ("definition.publish" | "account.manage" | "process.monitor" | "audit.read" | "organization.manage")[];
  /**
   * Makes it a group: whoever holds one of these roles holds this one too.
   *
   * @minItems 1
   * @maxItems 20
   */
  members?: string[];
  /**
   * Widest rows row level security lets holders of only this role see.
   */
  seesOnly?: "division" | "unit";
}
