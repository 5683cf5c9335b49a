import { Model } from "objection";
import { OrgUnit } from "./org-unit.ts";

/** One role an account holds. */
export class AccountRole extends Model {
  static override tableName = "account_role";
  static override idColumn = ["account_id", "role_key"];

  declare account_id: number;
  declare role_key: string;
}

/** A person who signs in, at one org unit. */
export class Account extends Model {
  static override tableName = "account";
  static override relationMappings = {
    unit: {
      relation: Model.BelongsToOneRelation,
      modelClass: OrgUnit,
      join: { from: "account.org_unit_id", to: "org_unit.id" },
    },
    roles: {
      relation: Model.HasManyRelation,
      modelClass: AccountRole,
      join: { from: "account.id", to: "account_role.account_id" },
    },
  };

  declare id: number;
  declare login: string;
  declare name: string;
  declare phone: string | null;
  declare password_hash: string;
  declare org_unit_id: number;
  declare disabled_at: string | null;
  declare created_at: string;
  declare unit?: OrgUnit;
  declare roles?: AccountRole[];
  /** Selected beside the columns: until when wrong passwords lock the login. */
  declare locked_until?: string | null;
}
