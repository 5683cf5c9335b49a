import type { Knex } from "knex";

export const name = "0002-process-purpose";

/** Tells an instance that reviews a revision from one that reviews the cancelling of its record. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table process_instance add column purpose text not null default 'fill' check (purpose in ('fill', 'cancel'));
    create unique index process_instance_cancelling on process_instance (record_id)
      where purpose = 'cancel' and ended_at is null;
  `);
}
