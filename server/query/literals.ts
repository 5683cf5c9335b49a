import pg from "pg";
import { Parameters } from "./parameters.ts";
import type { SqlType } from "./sql-type.ts";
import { checkedValue } from "./value.ts";

const literal = (value: unknown, type: SqlType) => `${pg.escapeLiteral(String(checkedValue(value, type)))}::${type}`;

/** For statements that take no parameters, such as the body of a trigger: values stand in the text, quoted. */
export class Literals extends Parameters {
  override add(value: unknown, type: SqlType): string {
    return literal(value, type);
  }

  override addList(values: unknown[], type: SqlType): string {
    return `array[${values.map((value) => literal(value, type)).join(", ")}]::${type}[]`;
  }
}
