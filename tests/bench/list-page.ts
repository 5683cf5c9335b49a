import pg from "pg";
import { bareServer, compare, throughput } from "./compare-http.ts";
import type { Figure } from "./figure.ts";
import { filledApp } from "./filled-app.ts";

/** What an engineer would write for this one page: count to a cap, twenty rows by index, names by join. */
const handWritten = `
  select (select count(*) from (select from p_bench__row where is_latest and division_code between '110101000000' and '110101999999' and f_color = 'red' limit 1001) c) as total, page.*
  from (select p.record_id, p.f_name, p.f_color, p.f_amount, p.f_year, p.f_month, p.f_day, p.status, u.name as unit, d.name as district, p.updated_at
    from p_bench__row p join org_unit u on u.id = p.org_unit_id join division d on d.code = p.district_code
    where p.is_latest and p.division_code between '110101000000' and '110101999999' and p.f_color = 'red'
    order by p.updated_at desc nulls last limit 20) page`;

/** A filtered, sorted list page at 300,000 records over HTTP, with scope, row level security and labels. */
export async function listPage(): Promise<Figure[]> {
  const app = await filledApp();
  const client = await app.client("110101-filler");
  const pool = new pg.Pool({ connectionString: app.db.url, max: 5 });
  const bare = await bareServer(async () => (await pool.query(handWritten)).rows);
  const headers = { cookie: client.cookie, "x-csrf-token": client.csrfToken };
  const [value, floor] = await compare(
    () =>
      throughput({
        url: `${app.url}/api/lists/bench/rows/query`,
        headers,
        body: { filters: { color: "red" } },
      }),
    () => throughput({ url: bare.url, body: {} }),
  );
  await bare.stop();
  await pool.end();
  const [ours, theirs] = [1000 / value, 1000 / floor];
  return [
    {
      name: "list page at 300,000 records, CPU-bound time",
      value: ours,
      unit: "ms",
      floor: theirs,
      ratio: ours / theirs,
    },
  ];
}
