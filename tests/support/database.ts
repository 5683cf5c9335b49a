import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrations } from "../../migrations/index.ts";
import { migrate } from "../../server/database/migrate.ts";
import { type Database, openDatabase, type PoolLimits } from "../../server/database/pool.ts";
import { type OwnServer, startTemporary } from "./temporary-server.ts";

/** A migrated, otherwise empty database that belongs to one test file. */
export interface TestDatabase {
  url: string;
  database: Database;
  /** Closes the pools and removes the database; call it in `test.after.always`. */
  drop(): Promise<void>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Any number that no other program takes an advisory lock on; it only keeps two files from building one template. */
const templateLock = 7_204_431;

const hour = 3_600_000;

/** Without a server from `npm test` or DATABASE_URL (a bare `npx ava`), this process starts one while it has users. */
let own: Promise<OwnServer> | undefined;
let users = 0;

async function serverUrl(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  users += 1;
  if (given) return given;
  own ??= startTemporary();
  return (await own).url;
}

async function releaseServer(): Promise<void> {
  users -= 1;
  if (users > 0 || !own) return;
  const server = await own;
  own = undefined;
  await server.stop();
}

/** The same server, another database. */
function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Changes with whatever decides what a fresh database looks like. */
function templateName(): string {
  const hash = createHash("sha256");
  const folder = join(root, "migrations");
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .sort())
    hash.update(readFileSync(join(folder, file)));
  for (const file of ["migrate.ts", "app-role.ts"]) hash.update(readFileSync(join(root, "server/database", file)));
  return `tianbao_template_${hash.digest("hex").slice(0, 16)}`;
}

/** Databases that killed runs left behind; their names carry the time they were made at. */
async function removeLeftovers(client: pg.Client): Promise<void> {
  const found = await client.query<{ datname: string }>(
    "select datname from pg_database where datname ~ '^tianbao_test_[0-9]+_'",
  );
  for (const { datname } of found.rows) {
    const madeAt = Number(datname.split("_")[2]);
    if (Date.now() - madeAt > hour) await client.query(`drop database if exists ${datname} with (force)`);
  }
}

/** Built under another name and renamed when complete, so that a killed build is never taken for a template. */
async function buildTemplate(client: pg.Client, url: string, name: string): Promise<void> {
  await removeLeftovers(client);
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished} template template0 encoding 'UTF8'`);
  const database = openDatabase(withName(url, unfinished), { max: 1 });
  try {
    await migrate(database.owner, migrations);
  } finally {
    await database.close();
  }
  await client.query(`alter database ${unfinished} rename to ${name}`);
}

async function ensureTemplate(client: pg.Client, url: string): Promise<string> {
  const name = templateName();
  const exists = async (): Promise<boolean> =>
    (await client.query("select from pg_database where datname = $1", [name])).rowCount === 1;
  if (await exists()) return name;
  await client.query("select pg_advisory_lock($1)", [templateLock]);
  try {
    if (!(await exists())) await buildTemplate(client, url, name);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [templateLock]);
  }
  return name;
}

async function asAdministrator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** `TEST_POOL_MAX=1` makes every statement that forgot its transaction wait for ever, and so fail. */
function poolLimits(): PoolLimits {
  const max = Number(process.env.TEST_POOL_MAX ?? 5);
  return { max, acquireTimeout: max === 1 ? 3_000 : 20_000 };
}

/** Copies the migrated template (about 100 ms) into a database of the caller's own. */
export async function testDatabase(limits: PoolLimits = poolLimits()): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `tianbao_test_${Date.now()}_${randomBytes(4).toString("hex")}`;
  await asAdministrator(server, async (client) => {
    const template = await ensureTemplate(client, server);
    await client.query(`create database ${name} template ${template} strategy wal_log`);
  });
  const url = withName(server, name);
  const database = openDatabase(url, limits);
  return {
    url,
    database,
    async drop() {
      await database.close();
      await asAdministrator(server, (client) => client.query(`drop database if exists ${name} with (force)`));
      await releaseServer();
    },
  };
}
