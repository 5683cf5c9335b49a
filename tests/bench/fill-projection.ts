import type { Client } from "../support/client.ts";
import { benchPackage } from "./bench-package.ts";
import { runFill, sharedProduct } from "./filled-product.ts";

/** Records the list, pivot and export figures are measured on. */
export const recordCount = 300_000;

/**
 * Rows spread over units, months and colours by arithmetic alone: every run has the same. Queries read nothing but the
 * projection, so only that is filled.
 */
const fill = `
  select set_config('tianbao.division_from', repeat('0', 12), true), set_config('tianbao.division_to', repeat('9', 12), true);
  insert into p_bench__row (revision_id, record_id, is_latest, in_force, counted, status, title, org_unit_id, division_code, open,
    created_by, created_at, updated_at, in_force_at, f_name, f_color, f_amount, f_year, f_month, f_day)
  select ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    true, n % 4 > 0, true, case when n % 4 > 0 then 'inForce' else 'draft' end, '记录 ' || n, u.id, u.division_code, false,
    1, at, at, case when n % 4 > 0 then at end,
    '记录 ' || n, (array['red','green','blue'])[n % 3 + 1], n % 1000, 2024 + n % 3, n / 7 % 12 + 1, at::date
  from (select n, '2026-01-01'::timestamptz + n * interval '90 seconds' as at from generate_series(1, ${recordCount}) n) n
  join (select id, division_code, row_number() over (order by id) - 1 as place from org_unit where level > 1) u
    on u.place = n * 31 % (select count(*) from org_unit where level > 1)`;

async function publish(officer: Client): Promise<void> {
  const { status, body } = await officer.post("/definitions/bench/versions", { files: benchPackage, baseNumber: 0 });
  if (status !== 201) throw new Error(`the bench package was not published: ${JSON.stringify(body)}`);
}

/** The product with that many records of the bench package in its projection. */
export const filledProjection = sharedProduct("filled", async (product) => {
  await publish(await product.signedIn("city-officer"));
  await runFill(product.databaseUrl, fill);
  return product;
});
