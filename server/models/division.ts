import { Model } from "objection";

/** An official division with its 12-digit code. */
export class Division extends Model {
  static override tableName = "division";
  static override idColumn = "code";

  declare code: string;
  declare name: string;
  declare level: 1 | 2 | 3 | 4;
  declare parent_code: string | null;
}
