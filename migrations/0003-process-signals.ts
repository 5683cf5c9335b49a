import type { Knex } from "knex";

export const name = "0003-process-signals";

/** Instances wait for signals as they do for messages; a signal goes to all of them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table process_subscription
      add column kind text not null default 'message' check (kind in ('message', 'signal'));
  `);
}
