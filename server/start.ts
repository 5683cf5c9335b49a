import { migrations } from "../migrations/index.ts";
import type { Config } from "./config.ts";
import { lockDataFolder } from "./data-lock.ts";
import { checkServer } from "./database/check-server.ts";
import { startEmbedded } from "./database/embedded/start.ts";
import { migrate } from "./database/migrate.ts";
import { type Database, openDatabase } from "./database/pool.ts";
import { type Handler, listen } from "./listener.ts";

/** The whole product, running. */
export interface RunningServer {
  /** For a browser on this machine. */
  url: string;
  /** Ends everything in the reverse order of its start. */
  stop(): Promise<void>;
}

/** What answers requests once the database is there, and what has to end before the database does. */
export interface Application {
  handler: Handler;
  /** Waits for jobs under way. */
  close(): Promise<void>;
}

/** Builds the application on a migrated database. */
export type Assemble = (config: Config, database: Database) => Promise<Application>;

/** Milliseconds that requests under way get when the server stops. */
const grace = 10_000;

/** Undoes what was started, last first; one failure does not keep the rest from being undone. */
class Closers {
  readonly #closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** With DATABASE_URL any number of processes share a folder; the embedded PostgreSQL belongs to one. */
async function databaseUrl(config: Config, port: number, closers: Closers): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const lock = lockDataFolder(config.dataDir);
  closers.add(() => lock.release());
  const server = await startEmbedded({ dataDir: config.dataDir });
  closers.add(() => server.stop());
  lock.announce(port);
  return server.url;
}

async function startParts(config: Config, assemble: Assemble, closers: Closers): Promise<string> {
  const listener = await listen(config.port, config.host);
  let closeListener = (): Promise<void> => listener.close(0);
  closers.add(() => closeListener());
  const database = openDatabase(await databaseUrl(config, listener.port, closers));
  closers.add(() => database.close());
  await checkServer(database);
  await migrate(database.owner, migrations);
  const application = await assemble(config, database);
  closers.add(() => application.close());
  listener.serve(application.handler);
  // Requests under way need the database, so the listener is the first to be closed from here on.
  closeListener = async () => {};
  closers.add(() => listener.close(grace));
  const host = ["0.0.0.0", "::"].includes(config.host) ? "127.0.0.1" : config.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${listener.port}`;
}

/**
 * Starts listener, database and application; `/api/health` answers 503 until all of it is ready.
 * @throws an Error with a Chinese message, after undoing what was started.
 */
export async function startServer(config: Config, assemble: Assemble): Promise<RunningServer> {
  const closers = new Closers();
  try {
    return { url: await startParts(config, assemble, closers), stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
