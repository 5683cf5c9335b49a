import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { type Access, freePort, loadAccess, saveAccess } from "./access-file.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { giveTo, openFolder } from "./data-folder.ts";
import { initialise } from "./initialise.ts";
import { isAlive, type Postmaster, readPostmaster } from "./postmaster-pid.ts";
import { chooseRunAs, type RunAs } from "./run-as.ts";
import { guardRunning, startGuarded } from "./supervise.ts";

/** A PostgreSQL of our own; `stop` ends it and waits until it has written everything. */
export interface EmbeddedServer {
  /** Of the database `tianbao`, which exists. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** `settings` are PostgreSQL's own, given on its command line (tests switch fsync off with them). */
export interface EmbeddedOptions {
  dataDir: string;
  settings?: Record<string, string>;
}

const databaseName = "tianbao";

/** Modest memory for a shared machine; no unix socket, so that no other folder is needed. */
const defaultSettings: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "64MB",
  jit: "off",
  timezone: "Asia/Shanghai",
  log_timezone: "Asia/Shanghai",
};

/** Milliseconds; recovery after a crash replays at most a few checkpoints' worth of log. */
const startLimit = 60_000;
const stopLimit = 30_000;

interface Place {
  folder: string;
  accessFile: string;
  logFile: string;
  as: RunAs | undefined;
  binaries: Binaries;
}

function urlOf(access: Access, database: string): string {
  return `postgres://postgres:${access.password}@127.0.0.1:${access.port}/${database}`;
}

/** Polls because PostgreSQL tells its state by a file; gives up after `limit` milliseconds. */
async function until<T>(limit: number, look: () => T | undefined): Promise<T | undefined> {
  const end = performance.now() + limit;
  for (;;) {
    const found = look();
    if (found !== undefined || performance.now() > end) return found;
    await delay(20);
  }
}

/** @throws when the folder was made by another major version, which cannot simply be opened. */
function checkVersion(folder: string, binaries: Binaries): void {
  const made = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (made !== binaries.major) {
    throw new Error(
      `文件夹 ${folder} 是 PostgreSQL ${made} 的数据，本程序内置 ${binaries.major}。请用原版本导出后再导入，或另选 DATA_DIR。`,
    );
  }
}

async function prepare(dataDir: string): Promise<Place> {
  mkdirSync(dataDir, { recursive: true });
  const home = realpathSync(dataDir);
  const folder = join(home, "postgres");
  const as = chooseRunAs(existsSync(folder) ? statSync(folder).uid : undefined);
  return {
    folder,
    accessFile: join(home, "postgres.json"),
    logFile: join(home, "postgres.log"),
    as,
    binaries: findBinaries(as),
  };
}

function lastWords(logFile: string): string {
  return readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n");
}

/** Starts it and waits until it takes connections; a port lost to somebody else in between is replaced once. */
async function launch(place: Place, access: Access, settings: Record<string, string>, again = true): Promise<Running> {
  const port = await freePort(access.port);
  if (port !== access.port) saveAccess(place.accessFile, { ...access, port });
  const stale = join(place.folder, "postmaster.pid");
  if (existsSync(stale)) unlinkSync(stale);
  const folder = openFolder(place.folder, place.as);
  const given = Object.entries({ ...defaultSettings, ...settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = startGuarded({
    program: place.binaries.postgres,
    arguments: ["-D", folder.path, "-p", String(port), ...given],
    as: place.as,
    folder,
    logFile: place.logFile,
  });
  folder.close();
  let ended = false;
  child.once("error", () => {
    ended = true;
  });
  child.once("exit", () => {
    ended = true;
  });
  const ready = await until(startLimit, () => {
    if (ended) return null;
    const server = readPostmaster(place.folder);
    return server?.status === "ready" ? server : undefined;
  });
  if (ready) return { pid: ready.pid, access: { ...access, port }, release: () => child.stdin?.end() };
  child.stdin?.end();
  const words = lastWords(place.logFile);
  if (again && words.includes("Address already in use")) return launch(place, access, settings, false);
  throw new Error(`内置数据库没有启动成功，日志在 ${place.logFile}：\n${words}`);
}

interface Running {
  pid: number;
  access: Access;
  /** Tells the guard to shut PostgreSQL down. */
  release(): void;
}

/**
 * A PostgreSQL may still run here: one that is just stopping because its node was killed (wait for its end), or one
 * that lost its guard (take it over rather than start a second).
 */
async function takeOver(place: Place, access: Access): Promise<Running | undefined> {
  const settled = await until<Postmaster | "gone">(stopLimit, () => {
    const server = readPostmaster(place.folder);
    if (!server) return "gone";
    return server.status === "ready" ? server : undefined;
  });
  if (settled === "gone") return undefined;
  if (!settled) throw new Error(`上一次的内置数据库还没有停下来。请稍后再启动；日志在 ${place.logFile}。`);
  await delay(300);
  if (readPostmaster(place.folder)?.status !== "ready") return takeOver(place, access);
  const guard = guardRunning(settled.pid, place.as);
  const release = (): void => {
    if (guard) guard.stdin?.end();
    else process.kill(settled.pid);
  };
  return { pid: settled.pid, access: { ...access, port: settled.port }, release };
}

async function createDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(access, "postgres") });
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = $1", [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the PostgreSQL that came from npm on `dataDir/postgres`, creating it on the first start (1-3 s), and binds
 * its life to this process.
 * @throws an Error with a Chinese message that says what to do.
 */
export async function startEmbedded({ dataDir, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await prepare(dataDir);
  const access = await loadAccess(place.accessFile);
  await initialise(place.binaries, place.folder, place.as, access.password);
  checkVersion(place.folder, place.binaries);
  giveTo(place.folder, place.as);
  const running = (await takeOver(place, access)) ?? (await launch(place, access, settings));
  await createDatabase(running.access);
  return {
    url: urlOf(running.access, databaseName),
    pid: running.pid,
    async stop() {
      running.release();
      const gone = await until(stopLimit, () => (isAlive(running.pid) ? undefined : true));
      if (!gone) throw new Error(`内置数据库（进程 ${running.pid}）没有在 ${stopLimit / 1000} 秒内停下。`);
    },
  };
}
