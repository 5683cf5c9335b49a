import { compareRead } from "./compare-read.ts";
import type { Figure } from "./figure.ts";

/** Count to a cap, twenty rows by index, names by join. */
const handWritten = `
  select (select count(*) from (select from p_bench__row where is_latest and division_code between '110101000000' and '110101999999' and f_color = 'red' limit 1001) c) as total, page.*
  from (select p.record_id, p.f_name, p.f_color, p.f_amount, p.f_year, p.f_month, p.f_day, p.status, u.name as unit, d.name as district, p.updated_at
    from p_bench__row p join org_unit u on u.id = p.org_unit_id join division d on d.code = p.district_code
    where p.is_latest and p.division_code between '110101000000' and '110101999999' and p.f_color = 'red'
    order by p.updated_at desc nulls last limit 20) page`;

/** A filtered, sorted list page at 300,000 records over HTTP, with scope, row level security and labels. */
export async function listPage(): Promise<Figure[]> {
  return compareRead({
    ...{ name: "list-page-300000", login: "110101-filler", path: "/lists/bench/rows/query" },
    ...{ body: { filters: { color: "red" } }, handWritten },
  });
}
