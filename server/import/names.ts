import { resolve } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import type { Names } from "./cell-value.ts";

async function divisionsByName(tx: Tx): Promise<Map<string, string>> {
  const rows = await sql<{ code: string; name: string }>(
    tx,
    "select code, name from division where valid_to is null and level <= 3 order by level desc, code desc",
  );
  return new Map(rows.map(({ code, name }) => [name, code]));
}

/** What the names in a sheet of this record type stand for; a retired value may be named, as old records hold it. */
export async function namesFor(ctx: AppContext, tx: Tx, { schema }: RegisteredRecordType): Promise<Names> {
  const kinds = Object.values(schema.properties ?? {}).map((property) => resolve(property, schema)["x-kind"]);
  const lists = new Map<string, Map<string, string>>();
  return {
    divisions: kinds.includes("division") ? await divisionsByName(tx) : new Map(),
    codes(list) {
      const known = lists.get(list);
      if (known) return known;
      const { items } = ctx.definitions.codeList(list);
      const entries = items.flatMap(({ code, title }): [string, string][] => [
        [code, code],
        [title, code],
      ]);
      const made = new Map(entries);
      lists.set(list, made);
      return made;
    },
  };
}
