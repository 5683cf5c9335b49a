import pg from "pg";
import type { Client } from "../support/client.ts";
import { bareServer } from "./compare-http.ts";
import type { Figure } from "./figure.ts";
import type { LoadRequest } from "./load-generator.ts";
import { type LoadProcess, startLoad } from "./load-process.ts";
import { type YearOfData, yearOfData } from "./year-of-data.ts";

const users = 16;
const requests = 240;
const rounds = 3;

/** One request of the product, and what an engineer would write for it alone. */
interface Page {
  name: string;
  login: string;
  request: LoadRequest;
  handWritten: string;
}

const stations = "p_community_station__community_station";
const ratings = "p_service_rating__rating";

/** A page of twenty with its count, names by join; without row security, labels or abilities. */
const page = (table: string, columns: string, where: string, order: string) => `
  select (select count(*) from (select from ${table} p where ${where} limit 1001) c) as total, page.*
  from (select p.record_id, ${columns}, p.status, u.name as unit, d.name as district, p.updated_at
    from ${table} p join org_unit u on u.id = p.org_unit_id join division d on d.code = p.district_code
    where ${where} order by ${order} limit 20) page`;

const ratingColumns = "p.f_title, p.f_channel, p.f_deadline";
const list = (name: string, login: string, where: string): Page => ({
  name: `list-${name}`,
  login,
  request: { path: `/api/lists/service-rating/${name}/query`, body: "{}" },
  handWritten: page(ratings, ratingColumns, `p.is_latest and ${where}`, "p.updated_at desc nulls last"),
});

export const pages: Page[] = [
  {
    name: "list-stations-7535",
    login: "city-officer",
    request: { path: "/api/lists/community-station/stations/query", body: "{}" },
    handWritten: page(
      stations,
      "p.f_name, p.f_kind, p.f_address, p.f_phone, p.f_window_count",
      "p.in_force",
      'p.f_village_code collate "zh-x-icu", p.record_id',
    ),
  },
  {
    name: "list-stations-search",
    login: "110101-filler",
    request: { path: "/api/lists/community-station/stations/query", body: JSON.stringify({ search: "幸福路" }) },
    handWritten: page(
      stations,
      "p.f_name, p.f_kind, p.f_address, p.f_phone, p.f_window_count",
      "p.in_force and p.division_code between '110101000000' and '110101999999' and (p.f_name ilike '%幸福路%' or p.f_address ilike '%幸福路%')",
      'p.f_village_code collate "zh-x-icu", p.record_id',
    ),
  },
  {
    name: "tiles-city",
    login: "city-officer",
    request: { path: "/api/tiles", method: "GET" },
    handWritten: `select (select count(*) from ${stations} where in_force) as stations,
      (select count(*) from ${stations} where in_force and f_address is null) as incomplete,
      (select count(*) from ${ratings} where is_latest and status in ('inReview', 'returned') and f_route <> 'history') as sent,
      (select count(*) from ${ratings} where is_latest and status = 'inForce' and f_route <> 'history') as done,
      (select count(*) from ${ratings} where is_latest and status in ('inReview', 'returned') and f_route <> 'history'
        and f_deadline < current_date) as overdue,
      (select count(*) from ${ratings} where is_latest and f_route = 'history') as history`,
  },
  {
    name: "statistics-stations",
    login: "city-officer",
    request: { path: "/api/statistics/community-station/stationStatistics/query", body: "{}" },
    handWritten: `select district_code, f_kind, count(*), count(*) filter (where f_address is not null), sum(f_window_count), sum(f_staff_count)
      from ${stations} where in_force group by district_code, f_kind`,
  },
  list("sent", "city-officer", "p.status in ('inReview', 'returned') and p.f_route <> 'history'"),
  list("done", "city-officer", "p.status = 'inForce' and p.f_route <> 'history'"),
  list(
    "overdue",
    "city-officer",
    "p.status in ('inReview', 'returned') and p.f_route <> 'history' and p.f_deadline < current_date",
  ),
  list("history", "city-officer", "p.f_route = 'history'"),
  {
    name: "statistics-ratings-50000",
    login: "city-officer",
    request: { path: "/api/statistics/service-rating/problems/query", body: "{}" },
    handWritten: `select district_code, f_channel, count(*), count(*) filter (where f_result = 'done') from ${ratings} where in_force group by district_code, f_channel`,
  },
];

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** The slowest of twenty answers, in milliseconds; every answer has to be a success. */
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
  const ours: number[] = [];
  const floors: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const [value, floor] = [
        await p95(load, year.product.url, headers, one.request),
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
       evt as (insert into record_event (record_id, revision_id, kind) select id, rev, 'created' from s)
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
