import { createHash } from "node:crypto";
import type { Organization } from "../../engine/definition/meta/organization.gen.ts";
import { audit, systemActor } from "../audit/audit.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql, type Tx } from "../database/transaction.ts";
import { followingTypes } from "../division-records/declared.ts";
import { enqueueDivisionRecords } from "../division-records/sync-job.ts";
import { type Division, readDivisions } from "./divisions.ts";
import { type PlannedUnit, planUnits } from "./plan-units.ts";

/** Written when the units of a declaration have been made, so that later starts need not look again. */
const marker = "organization.seeded";

function column<T, K extends keyof T>(rows: readonly T[], key: K): T[K][] {
  return rows.map((row) => row[key]);
}

async function insertDivisions(tx: Tx, divisions: readonly Division[]): Promise<void> {
  await sql(
    tx,
    `insert into division (code, name, level, parent_code)
     select * from unnest($1::text[], $2::text[], $3::smallint[], $4::text[]) on conflict (code) do nothing`,
    [column(divisions, "code"), column(divisions, "name"), column(divisions, "level"), column(divisions, "parentCode")],
  );
}

/** Units that exist keep what an administrator made of them; only missing ones are added. */
async function insertUnits(tx: Tx, units: readonly PlannedUnit[]): Promise<void> {
  await sql(
    tx,
    `with made as (
       insert into org_unit (code, name, kind, level, division_code)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::text[])
       on conflict (code) do nothing returning id)
     select count(*) from made`,
    [
      column(units, "code"),
      column(units, "name"),
      column(units, "kind"),
      column(units, "level"),
      column(units, "divisionCode"),
    ],
  );
  await sql(
    tx,
    `update org_unit u set parent_id = p.id
       from unnest($1::text[], $2::text[]) as planned (code, parent_code) join org_unit p on p.code = planned.parent_code
      where u.code = planned.code and u.parent_id is null`,
    [column(units, "code"), column(units, "parentCode")],
  );
}

/** Locks the marker, so processes that start together take turns; answers whether this declaration is done already. */
async function alreadyDone(tx: Tx, hash: string): Promise<boolean> {
  await sql(tx, "insert into setting (key, value) values ($1, 'null') on conflict (key) do nothing", [marker]);
  const [row] = await sql<{ value: unknown }>(tx, "select value from setting where key = $1 for update", [marker]);
  return row?.value === hash;
}

/** Makes divisions and org units from the declaration; doing it again changes nothing. */
export async function seedOrganization(
  ctx: AppContext,
  organization: Organization,
  read: () => Promise<Division[]> = readDivisions,
): Promise<void> {
  const hash = createHash("sha256").update(JSON.stringify(organization.units)).digest("hex");
  await inTransaction(ctx, "system", async (tx) => {
    if (await alreadyDone(tx, hash)) return;
    const divisions = await read();
    const units = planUnits(organization, divisions);
    await insertDivisions(tx, divisions);
    await insertUnits(tx, units);
    await sql(tx, "update setting set value = to_jsonb($2::text) where key = $1", [marker, hash]);
    const detail = { divisions: divisions.length, units: units.length };
    await audit(tx, systemActor, { action: "organization.seed", detail });
    if (followingTypes(ctx).length > 0) await enqueueDivisionRecords(tx);
  });
}
