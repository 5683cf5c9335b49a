import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { PackageFiles } from "../../engine/definition/index.ts";
import { migrations } from "../../migrations/index.ts";
import type { AppContext } from "../../server/context.ts";
import { createContext } from "../../server/create-context.ts";
import { startEmbedded } from "../../server/database/embedded/start.ts";
import { migrate } from "../../server/database/migrate.ts";
import { type Database, openDatabase } from "../../server/database/pool.ts";
import { prepareData } from "../../server/prepare-data.ts";
import { sharedPackage, tinyDivisions } from "../support/tiny-organization.ts";

/** A PostgreSQL of the bench's own that keeps its promises: fsync is on, as in production. */
export interface BenchServer {
  url(database: string): string;
  /** Runs a statement outside of any database of the bench, such as `create database`. */
  administer(statement: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it in a folder that goes with it. */
export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "tianbao-bench-"));
  const server = await startEmbedded({ dataDir, settings: { max_connections: "100" } });
  const url = (database: string): string => {
    const other = new URL(server.url);
    other.pathname = `/${database}`;
    return other.href;
  };
  return {
    url,
    async administer(statement) {
      const database = openDatabase(server.url, { max: 1 });
      await database.owner.raw(statement);
      await database.close();
    },
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A context on a database; `max` connections. */
export async function benchContext(url: string, max: number): Promise<AppContext & { db: Database }> {
  const ctx = createContext({
    config: { demo: true, secureCookies: false, trustProxy: false, dataDir: "/nonexistent" },
    db: openDatabase(url, { max }),
    log: pino({ level: "warn" }),
    webRoot: "/nonexistent",
  });
  return ctx;
}

/** Migrates a new database and fills it with the tiny organization and the packages given. */
export async function prepareBench(server: BenchServer, name: string, packages: PackageFiles[]): Promise<void> {
  await server.administer(`create database ${name}`);
  const ctx = await benchContext(server.url(name), 4);
  await migrate(ctx.db.owner, migrations);
  const named = Object.fromEntries([sharedPackage, ...packages].map((files, at) => [String(at), files]));
  await prepareData(ctx, named, async () => tinyDivisions);
  await ctx.db.close();
}
