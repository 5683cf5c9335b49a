import type { Knex } from "knex";
import type { Migration } from "../../migrations/index.ts";
import { ensureAppRole } from "./app-role.ts";

const undefinedTable = "42P01";

/** Names already run; empty when nothing ever was. */
async function appliedNames(knex: Knex): Promise<Set<string>> {
  try {
    const rows = await knex("schema_migration").select<{ name: string }[]>("name");
    return new Set(rows.map((row) => row.name));
  } catch (error) {
    if ((error as { code?: string }).code === undefinedTable) return new Set();
    throw error;
  }
}

function checkOrder(migrations: readonly Migration[]): void {
  const names = migrations.map((migration) => migration.name);
  const sorted = [...new Set(names)].sort();
  if (sorted.join() !== names.join()) throw new Error(`Migrations must be listed once each, in order: ${names.join()}`);
}

function checkKnown(applied: Set<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `数据库比本程序新（含有未知的变更 ${unknown.join("、")}）。请升级程序，或改用与本程序相配的数据库。`,
    );
  }
}

/** Two creators of one table collide in the catalogue even with "if not exists"; the loser then finds it there. */
async function ensureTable(owner: Knex): Promise<void> {
  await owner.raw(`
    do $$
    begin
      create table if not exists schema_migration (
        name text primary key,
        applied_at timestamptz not null default now()
      );
    exception when unique_violation or duplicate_table then null;
    end $$`);
}

/** Runs one transaction at a time among all processes; the lock goes with the transaction, so a kill leaves none. */
async function inTurn(owner: Knex, work: (transaction: Knex) => Promise<void>): Promise<void> {
  await owner.transaction(async (transaction) => {
    await transaction.raw("lock table schema_migration in exclusive mode");
    await work(transaction);
  });
}

/**
 * Brings the database up to the last of the given migrations, each in a transaction of its own.
 * Processes that start together take turns.
 * @returns the names that were run now.
 */
export async function migrate(owner: Knex, migrations: readonly Migration[]): Promise<string[]> {
  checkOrder(migrations);
  checkKnown(await appliedNames(owner), migrations);
  await ensureTable(owner);
  await inTurn(owner, ensureAppRole);
  const run: string[] = [];
  for (const migration of migrations) {
    await inTurn(owner, async (transaction) => {
      if ((await appliedNames(transaction)).has(migration.name)) return;
      await migration.up(transaction);
      await transaction("schema_migration").insert({ name: migration.name });
      run.push(migration.name);
    });
  }
  return run;
}
