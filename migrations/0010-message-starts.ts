import type { Knex } from "knex";

export const name = "0010-message-starts";

/** Which record a keyed message began last: of those with one key only one is under way at a time. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table message_start (
      -- \`<package>/<type>\`.
      record_type text collate "C" not null,
      message text not null,
      correlation_key text not null,
      record_id uuid not null references record deferrable initially deferred,
      primary key (record_type, message, correlation_key)
    );
    create index message_start_record on message_start (record_id);
  `);
}
