import { Model } from "objection";

/** A list's filter that an account keeps under a name. */
export class SavedFilter extends Model {
  static override tableName = "saved_filter";
  static override jsonAttributes = ["query"];

  declare id: number;
  declare account_id: number;
  declare view: string;
  declare name: string;
  declare query: Record<string, unknown>;
}
