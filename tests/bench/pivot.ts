import pg from "pg";
import { bareServer, compare, throughput } from "./compare-http.ts";
import type { Figure } from "./figure.ts";
import { filledApp } from "./filled-app.ts";

const handWritten = `
  select district_code, f_month, count(*), count(*) filter (where status = 'inForce') as done, sum(f_amount) as amount
  from p_bench__row where is_latest group by district_code, f_month`;

/** A month x district table with three measures at 300,000 records over HTTP, laid out with all members and totals. */
export async function pivot(): Promise<Figure[]> {
  const app = await filledApp();
  const client = await app.client("city-officer");
  const pool = new pg.Pool({ connectionString: app.db.url, max: 5 });
  const bare = await bareServer(async () => (await pool.query(handWritten)).rows);
  const headers = { cookie: client.cookie, "x-csrf-token": client.csrfToken };
  const [value, floor] = await compare(
    () => throughput({ url: `${app.url}/api/statistics/bench/monthly/query`, headers, body: {} }),
    () => throughput({ url: bare.url, body: {} }),
  );
  await bare.stop();
  await pool.end();
  const [ours, theirs] = [1000 / value, 1000 / floor];
  return [
    { name: "month x division pivot at 300,000 records", value: ours, unit: "ms", floor: theirs, ratio: ours / theirs },
  ];
}
