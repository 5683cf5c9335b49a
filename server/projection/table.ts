import { quoted } from "../query/sql-type.ts";

/**
 * Columns every projection table has. One row per revision that is somebody's latest or official one; scope columns
 * are copied so that row level security needs no join. period_key and subject_record_id come from the obligation.
 */
const systemColumns = `
  revision_id uuid primary key,
  record_id uuid not null,
  is_latest boolean not null,
  in_force boolean not null,
  counted boolean not null,
  status text not null,
  title text,
  org_unit_id bigint not null,
  division_code text collate "C" not null,
  district_code text collate "C" generated always as (rpad(left(division_code, 6), 12, '0')) stored,
  open boolean not null,
  created_by bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  in_force_at timestamptz,
  obligation_id uuid,
  period_key text,
  subject_record_id uuid`;

/**
 * The policy of `record`, written so that each setting is read once per statement (a scalar sub-select) and not once
 * per row, and as one CASE: of a comparison with a setting the planner guesses that almost no row meets it, and then sorts
 * thousands of rows where walking an index would find the page at once; of a CASE it guesses half.
 */
function policy(table: string): string {
  const setting = (name: string) => `(select nullif(current_setting('tianbao.${name}', true), ''))`;
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy visible on ${table} using (case
      when open and ${setting("division_from")} is not null then true
      else division_code >= ${setting("division_from")} collate "C"
        and division_code <= ${setting("division_to")} collate "C"
        and (${setting("unit_only")} is null or org_unit_id = ${setting("unit_only")}::bigint) end)`;
}

/** Statements that create an empty projection table with its system columns, its constraints, its policy and rights. */
export function createTable(name: string): string {
  const table = quoted(name);
  return `
    create table ${table} (${systemColumns});
    create unique index on ${table} (record_id) where is_latest;
    create unique index on ${table} (record_id) where in_force;
    create unique index on ${table} (record_id) where counted;
    create index on ${table} (obligation_id) where obligation_id is not null;
    ${policy(table)};
    grant select, insert, update, delete on ${table} to tianbao_app`;
}
