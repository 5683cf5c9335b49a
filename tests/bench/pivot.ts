import { compareRead } from "./compare-read.ts";
import type { Figure } from "./figure.ts";

const handWritten = `
  select district_code, f_month, count(*), count(*) filter (where status = 'inForce') as done, sum(f_amount) as amount
  from p_bench__row where is_latest group by district_code, f_month`;

/** A month x district table with three measures at 300,000 records over HTTP, laid out with all members and totals. */
export async function pivot(): Promise<Figure[]> {
  return compareRead({
    ...{ name: "month-division-pivot-300000", login: "city-officer", path: "/statistics/bench/monthly/query" },
    ...{ body: {}, handWritten },
  });
}
