import type { Knex } from "knex";

export const name = "0006-division-changes";

/**
 * Division tables as they are imported and what each import changed; the account that the product itself acts as; which
 * official records hold a value that has changed at its source since.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table account add column is_system boolean not null default false;

    create table division_import (
      id uuid primary key,
      file_name text not null,
      root_code text collate "C" not null references division,
      effective_on date not null,
      -- [{code, name, level, parentCode}]: the whole table below the root, as it is to be.
      rows jsonb not null,
      -- [{from, to}]: which division goes on in which, where the codes differ.
      successors jsonb not null default '[]',
      state text not null default 'draft' check (state in ('draft', 'scheduled', 'applied', 'discarded')),
      job_id uuid,
      created_by bigint not null references account,
      created_at timestamptz not null default now(),
      applied_at timestamptz,
      result jsonb
    );
    create index division_import_created on division_import (created_at desc);

    create table division_change (
      id bigint generated always as identity primary key,
      import_id uuid references division_import,
      kind text not null check (kind in ('added', 'renamed', 'moved', 'merged', 'split', 'retired')),
      code text collate "C" not null references division,
      successor_code text collate "C" references division,
      old_name text,
      new_name text,
      effective_on date not null,
      at timestamptz not null default now()
    );
    create index division_change_code on division_change (code, effective_on);
    create index division_change_successor on division_change (successor_code) where successor_code is not null;

    create table source_change (
      record_id uuid not null references record,
      -- JSON pointer of the derived value in the official data.
      pointer text not null,
      source_record_id uuid not null,
      was text,
      is_now text,
      at timestamptz not null,
      primary key (record_id, pointer)
    );
    create index source_change_source on source_change (source_record_id);
    alter table source_change enable row level security;
    alter table source_change force row level security;
    create policy visible on source_change using (exists (select from record r where r.id = record_id));
  `);
}
