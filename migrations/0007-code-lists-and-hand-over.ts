import type { Knex } from "knex";

export const name = "0007-code-lists-and-hand-over";

/** Values of code lists that officers maintain, and when a record was last handed to another unit. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Whoever took part before that has no more to do with it than others of his unit.
    alter table record add column handed_at timestamptz;
    -- What differs from the delivered list, and what was added to it.
    create table code_list_item (
      -- \`<package>/<key>\`.
      list text not null,
      code text not null,
      title text not null,
      parent text,
      retired boolean not null default false,
      -- Added values follow the delivered ones in the order they came.
      position bigint generated always as identity,
      changed_by bigint references account,
      changed_at timestamptz not null default now(),
      primary key (list, code)
    );
  `);
}
