import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { Division } from "../organization/divisions.ts";
import { type PlannedUnit, planUnits } from "../organization/plan-units.ts";
import { compareDivisions, type DivisionChange } from "./compare.ts";
import { type DivisionImport, divisionsOn } from "./store.ts";

const of = (changes: readonly DivisionChange[], kind: DivisionChange["kind"]) =>
  changes.filter((each) => each.kind === kind);
const codes = (changes: readonly DivisionChange[]) => changes.map(({ code }) => code);

/** A code that was retired once may be used again: the division is in force anew. */
async function writeDivisions(
  tx: Tx,
  { rows, effectiveOn }: DivisionImport,
  changes: readonly DivisionChange[],
): Promise<void> {
  const added = new Set(codes(of(changes, "added")));
  await sql(
    tx,
    `insert into division (code, name, level, parent_code, valid_from)
     select n.code, n.name, n.level, n."parentCode", $2::date
     from jsonb_to_recordset($1::jsonb) as n(code text, name text, level smallint, "parentCode" text)
     on conflict (code) do update set name = excluded.name, valid_from = excluded.valid_from, valid_to = null`,
    [JSON.stringify(rows.filter(({ code }) => added.has(code))), effectiveOn],
  );
  await sql(
    tx,
    "update division d set name = n.name from unnest($1::text[], $2::text[]) as n(code, name) where d.code = n.code",
    [codes(of(changes, "renamed")), of(changes, "renamed").map(({ name }) => name)],
  );
  await sql(tx, "update division set valid_to = $2::date where code = any($1::text[])", [
    codes(of(changes, "retired")),
    effectiveOn,
  ]);
}

/** The units that the declared organisation makes of the divisions; several packages may declare some. */
function plannedUnits(ctx: AppContext, divisions: readonly Division[]): PlannedUnit[] {
  return ctx.definitions.all().flatMap(({ pkg }) => (pkg.organization ? planUnits(pkg.organization, divisions) : []));
}

/** New divisions get their units, renamed ones their units' names unless somebody chose another, retired ones lose them. */
async function writeUnits(
  ctx: AppContext,
  tx: Tx,
  effectiveOn: string,
  { before, changes }: { before: readonly Division[]; changes: readonly DivisionChange[] },
): Promise<void> {
  const all = await divisionsOn(tx, before[0]?.code.slice(0, 2).padEnd(12, "0") ?? "", effectiveOn);
  const [added, renamed] = [new Set(codes(of(changes, "added"))), new Set(codes(of(changes, "renamed")))];
  const planned = plannedUnits(ctx, all);
  const made = planned.filter(({ divisionCode }) => added.has(divisionCode));
  await sql(
    tx,
    `insert into org_unit (code, name, kind, level, division_code, valid_from)
     select n.code, n.name, n.kind, n.level, n."divisionCode", $2::date
     from jsonb_to_recordset($1::jsonb) as n(code text, name text, kind text, level smallint, "divisionCode" text)
     on conflict (code) do update set name = excluded.name, valid_from = excluded.valid_from, valid_to = null`,
    [JSON.stringify(made), effectiveOn],
  );
  await sql(
    tx,
    `update org_unit u set parent_id = p.id from unnest($1::text[], $2::text[]) as n(code, parent_code)
     join org_unit p on p.code = n.parent_code where u.code = n.code`,
    [made.map(({ code }) => code), made.map(({ parentCode }) => parentCode)],
  );
  const oldNames = new Map(of(changes, "renamed").map(({ code, oldName }) => [code, oldName]));
  const formerly = all.map((each) => ({ ...each, name: oldNames.get(each.code) ?? each.name }));
  const former = new Map(plannedUnits(ctx, formerly).map(({ code, name }) => [code, name]));
  const following = planned.filter(({ divisionCode }) => renamed.has(divisionCode));
  await sql(
    tx,
    `update org_unit u set name = n.name from unnest($1::text[], $2::text[], $3::text[]) as n(code, former, name)
     where u.code = n.code and u.name = n.former`,
    [
      following.map(({ code }) => code),
      following.map(({ code }) => former.get(code)),
      following.map(({ name }) => name),
    ],
  );
  await sql(tx, "update org_unit set valid_to = $2::date where division_code = any($1::text[]) and valid_to is null", [
    codes(of(changes, "retired")),
    effectiveOn,
  ]);
}

const remember = `
  insert into division_change (import_id, kind, code, successor_code, old_name, new_name, effective_on)
  select $1, c.kind, c.code, c.successor, c."oldName", c."newName", $3::date
  from jsonb_to_recordset($2::jsonb) as c(kind text, code text, successor text, "oldName" text, "newName" text)`;

/**
 * Makes the divisions and their units what the table says, in the caller's transaction. Nothing is deleted: what is no
 * more is in force until the effective day.
 * @returns what changed, or the sentences (zh-CN) that say why nothing did.
 */
export async function applyImport(
  ctx: AppContext,
  tx: Tx,
  given: DivisionImport,
): Promise<{ counts: Record<string, number> } | { problems: string[] }> {
  const before = await divisionsOn(tx, given.root, given.effectiveOn);
  const { changes, problems } = compareDivisions(before, given.rows, given.successors);
  if (problems.length > 0) return { problems };
  await writeDivisions(tx, given, changes);
  await writeUnits(ctx, tx, given.effectiveOn, { before, changes });
  await sql(tx, remember, [given.id, JSON.stringify(changes), given.effectiveOn]);
  const counts: Record<string, number> = {};
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return { counts };
}
