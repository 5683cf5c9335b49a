import { rebuildProjection } from "../../server/projection/rebuild.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { benchPackage, plainFields } from "./bench-package.ts";

/** Records the list, pivot and export figures are measured on. */
export const recordCount = 300_000;

/** About 1.1 kB of 40 fields a row, spread over units, months and colours by arithmetic alone: every run has the same. */
function fill(versionId: number, definitionId: number): string {
  const plain = plainFields.map((name, at) => `'${name}', '内容 ' || (n * ${at + 7} % 9973)`).join(", ");
  return `
    with rows as (
      select n, u.id as unit, u.division_code, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
        ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid as revision,
        '2026-01-01'::timestamptz + n * interval '90 seconds' as at
      from generate_series(1, ${recordCount}) n
      join (select id, division_code, row_number() over (order by id) - 1 as at, count(*) over () as units from org_unit where level > 1) u
        on u.at = n % u.units
    ), rec as (
      insert into record (id, record_type, definition_id, org_unit_id, division_code, created_by, created_at, updated_at, in_force_revision_id, working_revision_id)
      select id, 'bench/row', ${definitionId}, unit, division_code, 1, at, at, case when n % 3 > 0 then revision end, case when n % 3 = 0 then revision end from rows
    )
    insert into record_revision (id, record_id, number, definition_version_id, data, created_by, created_at, updated_at, in_force_at, org_unit_id, division_code)
    select revision, id, 1, ${versionId}, jsonb_build_object('name', '记录 ' || n, 'color', (array['red','green','blue'])[n % 3 + 1], 'amount', n % 1000,
      'year', 2024 + n % 3, 'month', n % 12 + 1, 'day', to_char(at, 'YYYY-MM-DD')) || jsonb_build_object(${plain}),
      1, at, at, case when n % 3 > 0 then at end, unit, division_code from rows`;
}

let shared: Promise<TestApp> | undefined;

async function start(): Promise<TestApp> {
  const app = await startTestApp({ packages: [benchPackage] });
  const { definitionId, versionId } = app.ctx.definitions.live("bench");
  await app.db.owner.raw(fill(versionId, definitionId));
  await rebuildProjection(app.db.owner, app.ctx.definitions.recordType("bench/row"));
  await app.db.owner.raw("analyze");
  return app;
}

/** The application with 300,000 records, started and filled on first use and shared by the benches of one run. */
export function filledApp(): Promise<TestApp> {
  shared ??= start();
  return shared;
}
