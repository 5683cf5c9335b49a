import pg from "pg";
import type { Client } from "../support/client.ts";
import { bareServer } from "./compare-http.ts";
import type { Figure } from "./figure.ts";
import type { LoadRequest } from "./load-generator.ts";
import { type LoadProcess, startLoad } from "./load-process.ts";
import { type Page, pages } from "./service-pages.ts";
import { type YearOfData, yearOfData } from "./year-of-data.ts";

const users = 16;
const requests = 240;
const rounds = 3;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** The request as the list's own page sends it: with the columns that are shown until somebody chooses others. */
async function asPage(client: Client, { request }: Page): Promise<LoadRequest> {
  const list = /^\/api(\/lists\/.+)\/query$/.exec(request.path)?.[1];
  if (!list) return request;
  const { columns }: { columns: { field: string; hidden?: boolean }[] } = (await client.get(list)).body;
  const shown = columns.filter(({ hidden }) => !hidden).map(({ field }) => field);
  return { ...request, body: JSON.stringify({ ...JSON.parse(request.body ?? "{}"), columns: shown }) };
}

/** What 19 of 20 answers stay under, in milliseconds; every answer has to be a success. */
async function p95(
  load: LoadProcess,
  url: string,
  headers: Record<string, string>,
  request: LoadRequest,
): Promise<number> {
  const { statuses, p95: found } = await load.run({
    url,
    headers,
    clients: users,
    requests: Array(requests).fill(request),
  });
  if (statuses[200] !== requests) throw new Error(`${request.path}: ${JSON.stringify(statuses)}`);
  return found;
}

/** Both sides in turn after a warm-up; medians, so that a busy moment of the machine spoils one round. */
async function measure(year: YearOfData, load: LoadProcess, client: Client, one: Page): Promise<Figure> {
  const pool = new pg.Pool({ connectionString: year.databaseUrl, max: 10 });
  const bare = await bareServer(async () => (await pool.query(one.handWritten)).rows);
  const headers = { cookie: client.cookie, "x-csrf-token": client.csrfToken };
  const request = await asPage(client, one);
  const ours: number[] = [];
  const floors: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const [value, floor] = [
        await p95(load, year.product.url, headers, request),
        await p95(load, bare.url, {}, { path: "/", body: "{}" }),
      ];
      if (round === 0) continue;
      ours.push(value);
      floors.push(floor);
    }
  } finally {
    await bare.stop();
    await pool.end();
  }
  const [value, floor] = [median(ours), median(floors)];
  return { name: `${one.name}-p95`, value, unit: "ms", floor, ratio: value / floor };
}

/** The same rows by hand: one statement each for record, revision and a row to list. */
async function syncFloor({ databaseUrl, stations: count }: YearOfData): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const type = "bench/copy";
  try {
    await client.query("begin");
    await client.query(
      "select set_config('tianbao.division_from', repeat('0', 12), true), set_config('tianbao.division_to', repeat('9', 12), true)",
    );
    const began = performance.now();
    await client.query(
      `with s as materialized (select gen_random_uuid() as id, gen_random_uuid() as rev, r.definition_id, r.org_unit_id, r.division_code, r.created_by,
          v.definition_version_id, v.data from record r join record_revision v on v.id = r.in_force_revision_id
          where r.record_type = 'community-station/communityStation' limit $2),
       rev as (insert into record_revision (id, record_id, number, definition_version_id, data, created_by, org_unit_id, division_code)
         select rev, id, 1, definition_version_id, data, created_by, org_unit_id, division_code from s),
       evt as (insert into record_event (record_id, revision_id, kind) select id, rev, 'created' from s),
       listed as (insert into p_community_station__community_station (revision_id, record_id, is_latest, in_force, counted, status,
         title, org_unit_id, division_code, open, created_by, created_at, updated_at, in_force_at, f_name, f_village_code, f_kind)
         select rev, id, true, true, true, 'inForce', data->>'name', org_unit_id, division_code, false, created_by, now(), now(), now(),
           data->>'name', data->>'villageCode', data->>'kind' from s)
       insert into record (id, record_type, definition_id, org_unit_id, division_code, created_by, in_force_revision_id)
       select id, $1, definition_id, org_unit_id, division_code, created_by, rev from s`,
      [type, count],
    );
    return (performance.now() - began) / 1000;
  } finally {
    await client.query("rollback");
    await client.end();
  }
}

/** The four-level service system with a year of data: what 16 people at a time wait for, and a full station sync. */
export async function serviceSystem(): Promise<Figure[]> {
  const year = await yearOfData();
  const load = startLoad();
  try {
    const floor = await syncFloor(year);
    const found: Figure[] = [
      {
        name: `station-sync-${year.stations}`,
        value: year.syncSeconds,
        unit: "s",
        floor,
        ratio: year.syncSeconds / floor,
      },
    ];
    for (const one of pages) found.push(await measure(year, load, await year.signedIn(one.login), one));
    return found;
  } finally {
    load.stop();
  }
}
