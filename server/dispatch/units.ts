import { divisionRange } from "../../engine/access/index.ts";
import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { Addressees } from "./request.ts";

/** Whom a campaign may reach at most: units in the dispatcher's division that exist on the day. */
export interface Reach extends Omit<Addressees, "divisions"> {
  /** Divisions asked for, each with everything below it. */
  ranges?: { from: string; to: string }[];
  divisionFrom: string;
  divisionTo: string;
  /** Unit kinds the manifest allows; all when absent. */
  kinds?: string[];
  /** Levels the manifest allows; all when absent. */
  levels?: number[];
  /** Day in Beijing, `2026-03-01`. */
  day: string;
}

/** The limits that a subject and a manifest set to the addressees asked for. */
export function reachOf(subject: Subject, asked: Addressees, day: string): Reach {
  const { from, to } = divisionRange(subject.divisionCode);
  const { divisions, ...rest } = asked;
  const ranges = divisions?.map((code) => divisionRange(code));
  return { ...rest, ...(ranges && { ranges }), divisionFrom: from, divisionTo: to, day };
}

/** The condition on `org_unit u` for a Reach given as the jsonb parameter. */
export function withinReach(parameter: string): string {
  const r = parameter;
  const list = (name: string, type: string): string =>
    `array(select value::${type} from jsonb_array_elements_text(${r}->'${name}'))`;
  return `u.division_code between ${r}->>'divisionFrom' and ${r}->>'divisionTo'
    and u.valid_from <= (${r}->>'day')::date and (u.valid_to is null or u.valid_to > (${r}->>'day')::date)
    and (${r}->'unitIds' is null or u.id = any(${list("unitIds", "bigint")}))
    and (${r}->'level' is null or u.level = (${r}->>'level')::int)
    and (${r}->'unitKind' is null or u.kind = ${r}->>'unitKind')
    and (${r}->'kinds' is null or u.kind = any(${list("kinds", "text")}))
    and (${r}->'levels' is null or u.level = any(${list("levels", "int")}))
    and (${r}->'ranges' is null or exists (
      select from jsonb_to_recordset(${r}->'ranges') as d("from" text, "to" text)
      where u.division_code between d."from" and d."to"))`;
}

/** How many units a campaign reaches, and the first few by name. */
export async function countUnits(
  tx: Tx,
  reach: Reach,
  most = 20,
): Promise<{ count: number; samples: { id: number; name: string }[] }> {
  const [row] = await sql<{ count: number; samples: { id: number; name: string }[] | null }>(
    tx,
    `with reached as (select u.id, u.name from org_unit u where ${withinReach("$1::jsonb")} order by u.division_code, u.id)
     select (select count(*) from reached) as count,
       (select json_agg(s) from (select id, name from reached limit $2) s) as samples`,
    [JSON.stringify(reach), most],
  );
  return { count: row?.count ?? 0, samples: row?.samples ?? [] };
}
