import type { Knex } from "knex";
import pg from "pg";
import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { conditionFields } from "../../engine/view/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { compileCondition } from "../query/condition.ts";
import type { KeptCount } from "../query/kept-count.ts";
import { Literals } from "../query/literals.ts";
import { quoted } from "../query/sql-type.ts";
import { keptCountsOf } from "./kept-counts.ts";
import { indexName } from "./names.ts";
import { ownColumns } from "./own-columns.ts";

const scope = ["division_code", "org_unit_id", "open"];

const quotedText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** One row per number that a row `p` is counted in. */
function counted(resolved: ResolvedRecordType, counts: readonly KeptCount[]): string {
  const columns = ownColumns(resolved);
  const field = (name: string) => {
    const column = columns.get(name);
    if (!column) throw new Error(`No column for ${name}`);
    return { sql: `p.${column.sql}`, type: column.type };
  };
  const rows = counts.map(({ key, of, fixed, day }) => {
    const holds = compileCondition({ all: fixed }, field, new Literals());
    const due = day === undefined ? "null::date" : field(day).sql;
    return `(${quotedText(key)}, p.${of === "inForce" ? "in_force" : "is_latest"} and ${holds}, ${due})`;
  });
  return `lateral (values ${rows.join(",\n      ")}) k(predicate, holds, day)`;
}

/** The rows that `from` adds, with `change` for what each counts. */
const summed = (from: string, change: string, lateral: string) => `
    insert into kept_count (predicate, division_code, org_unit_id, open, day, n)
    select k.predicate, case when right(p.division_code, 3) <> '000' then left(p.division_code, 9) || '000' else p.division_code end,
      p.org_unit_id, p.open, k.day, sum(${change}) from ${from} p, ${lateral}
    where k.holds group by 1, 2, 3, 4, 5 having sum(${change}) <> 0`;

/** Writers fold what has piled up, one in so many rows that were added, so that nobody has to come by and do it. */
const rowsPerFold = 400;

interface Names {
  table: string;
  trigger: string;
}

const namesOf = (table: string): Names => ({ table: quoted(table), trigger: quoted(indexName(table, "keep counts")) });

const events = [
  ["insert", "new table as fresh"],
  ["update", "old table as stale new table as fresh"],
  ["delete", "old table as stale"],
] as const;

const dropped = ({ table, trigger }: Names): string =>
  [
    ...events.map(([event]) => `drop trigger if exists ${event}_counted on ${table};`),
    `drop function if exists ${trigger}();`,
  ].join("\n");

/**
 * Triggers of a table that add to its numbers what a statement changed. They run as the owner: an account of one village
 * may change the number of its street.
 */
function created(names: Names, resolved: ResolvedRecordType, counts: readonly KeptCount[]): string {
  const used = [...new Set([...scope, "is_latest", "in_force", ...columnsUsed(resolved, counts)])].join(", ");
  const lateral = counted(resolved, counts);
  const one = (rows: string, change: number) => `select ${used}, ${change} as change from ${rows}`;
  const both = `(${one("fresh", 1)} union all ${one("stale", -1)})`;
  const keys = counts.map(({ key }) => quotedText(key)).join(", ");
  // Quoted as a whole: conditions hold what officers wrote, and no dollar quote is safe from that.
  const body = `
declare added integer;
begin
  if tg_op = 'INSERT' then ${summed("fresh", "1", lateral)};
  elsif tg_op = 'DELETE' then ${summed("stale", "-1", lateral)};
  else ${summed(both, "p.change", lateral)};
  end if;
  get diagnostics added = row_count;
  if random() * ${rowsPerFold} < added then perform fold_kept_counts(array[${keys}]); end if;
  return null;
end`;
  return `${dropped(names)}
create function ${names.trigger}() returns trigger language plpgsql security definer set search_path = public, pg_temp
as ${pg.escapeLiteral(body)};
${events
  .map(
    ([event, tables]) => `create trigger ${event}_counted after ${event} on ${names.table}
  referencing ${tables} for each statement execute function ${names.trigger}();`,
  )
  .join("\n")}`;
}

function columnsUsed(resolved: ResolvedRecordType, counts: readonly KeptCount[]): string[] {
  const columns = ownColumns(resolved);
  const fields = counts.flatMap(({ fixed, day }) => [...fixed.flatMap(conditionFields), ...(day ? [day] : [])]);
  return fields.flatMap((name) => columns.get(name)?.sql ?? []);
}

/** Whether the numbers kept of a table are those that the record type's tiles ask for. */
export async function countsDiffer(owner: Knex, table: string, resolved: ResolvedRecordType): Promise<boolean> {
  const rows = await owner("kept_predicate").where({ table_name: table }).select<{ key: string }[]>("key");
  const wanted = keptCountsOf(resolved).map(({ key }) => key);
  return rows.length !== wanted.length || rows.some(({ key }) => !wanted.includes(key));
}

/**
 * Keeps the numbers that the live version's tiles ask for, and counts anew those not kept before; writers of the table wait
 * meanwhile. The transaction must see all rows.
 */
export async function syncCounts(tx: Tx, table: string, resolved: ResolvedRecordType): Promise<void> {
  if (!(await countsDiffer(tx, table, resolved))) return;
  const counts = keptCountsOf(resolved);
  const names = namesOf(table);
  await sql(tx, `lock table ${names.table} in share row exclusive mode`);
  await tx("kept_predicate").where({ table_name: table }).delete();
  if (counts.length === 0) {
    await sql(tx, dropped(names));
    return;
  }
  await tx("kept_predicate").insert(counts.map(({ key }) => ({ key, table_name: table })));
  // Not through knex, which takes a question mark in a text for a parameter.
  await sql(tx, created(names, resolved, counts));
  await sql(tx, summed(names.table, "1", counted(resolved, counts)));
}
