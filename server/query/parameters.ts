import type { SqlType } from "./sql-type.ts";
import { checkedValue } from "./value.ts";

/** The values of one statement; text only ever gets their numbers. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value checked against the type, as `$1::type`. */
  add(value: unknown, type: SqlType): string {
    this.values.push(checkedValue(value, type));
    return `$${this.values.length}::${type}`;
  }

  /** Adds a list of values, as `$1::type[]`. */
  addList(values: unknown[], type: SqlType): string {
    this.values.push(values.map((value) => checkedValue(value, type)));
    return `$${this.values.length}::${type}[]`;
  }
}
