import type { Knex } from "knex";

export const name = "0009-kept-counts";

/**
 * Exact numbers of tiles without counting their rows: counting 50,000 of them for every look at a desk is what two cores
 * were busy with. Each writing statement adds what it changed as rows of its own, so that writers never wait for each other.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(TABLES);
  await knex.raw(FOLD);
  await knex.raw(SECURITY);
}

const TABLES = `
create table kept_predicate (
  key text primary key,
  table_name text not null
);
create table kept_count (
  predicate text not null references kept_predicate on delete cascade,
  division_code text collate "C" not null,
  org_unit_id bigint not null,
  open boolean not null,
  day date,
  n integer not null
);
comment on column kept_count.division_code is 'Of a village the street, so that a type with one record per village needs no row per village';
create index kept_count_read on kept_count (predicate, division_code) include (org_unit_id, open, day, n);
`;

// One at a time; whoever comes second has nothing to gain. Rows are found by place, for a day may be null.
const FOLD = `
create function fold_kept_counts(predicates text[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_kept_counts')) then return; end if;
  with crowded as (
    select unnest(array_agg(ctid)) as place from kept_count where predicate = any(predicates)
    group by predicate, division_code, org_unit_id, open, day having count(*) > 1),
  gone as (delete from kept_count where ctid in (select place from crowded) returning *)
  insert into kept_count (predicate, division_code, org_unit_id, open, day, n)
  select predicate, division_code, org_unit_id, open, day, sum(n) from gone
  group by predicate, division_code, org_unit_id, open, day having sum(n) <> 0;
end $$;
`;

const setting = (of: string) => `(select nullif(current_setting('tianbao.${of}', true), ''))`;

// Read by the rule of the rows that were counted; written by triggers alone, which run as the owner.
const SECURITY = `
alter table kept_count enable row level security;
create policy visible on kept_count for select using (case
  when open and ${setting("division_from")} is not null then true
  else division_code >= ${setting("division_from")} collate "C"
    and division_code <= ${setting("division_to")} collate "C"
    and (${setting("unit_only")} is null or org_unit_id = ${setting("unit_only")}::bigint) end);
revoke insert, update, delete on kept_count, kept_predicate from tianbao_app;
revoke execute on function fold_kept_counts(text[]) from public, tianbao_app;
`;
