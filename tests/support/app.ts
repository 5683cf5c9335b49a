import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { PackageFiles } from "../../engine/definition/index.ts";
import { createApp } from "../../server/app.ts";
import type { AppContext } from "../../server/context.ts";
import { createContext } from "../../server/create-context.ts";
import type { Database, PoolLimits } from "../../server/database/pool.ts";
import { readPackageFolders } from "../../server/definitions/package-folder.ts";
import { startWorkers } from "../../server/jobs/start-workers.ts";
import { type Division, readDivisions } from "../../server/organization/divisions.ts";
import { demoPassword } from "../../server/organization/seed-accounts.ts";
import { prepareData } from "../../server/prepare-data.ts";
import { projectRoot } from "../../server/project-root.ts";
import { Client } from "./client.ts";
import { testDatabase } from "./database.ts";
import { sharedPackage, tinyDivisions } from "./tiny-organization.ts";

/** A whole application of a test file's own: database, definitions, accounts, HTTP. */
export interface TestApp {
  url: string;
  db: Database;
  ctx: AppContext;
  /** What was logged at `warn` and above; a test that expects none says so. */
  logged: string[];
  /** A client signed in as the login (each login once, then reused); without one a stranger. */
  client(login?: string): Promise<Client>;
  close(): Promise<void>;
}

/** What a test may choose. */
export interface TestAppOptions {
  /** Packages besides the shared one, in any order. */
  packages?: PackageFiles[];
  divisions?: Division[];
  now?: () => Date;
  webRoot?: string;
  /** The product as it is delivered: the shipped packages instead of the small shared one, the whole city. */
  shipped?: boolean;
  /** Other limits of the database's pools. */
  pool?: PoolLimits;
  /** Milliseconds a request waits for what others hold. */
  longestWait?: number;
  /** Also does jobs: dispatch, timers, reminders. */
  working?: boolean;
}

async function listen(
  ctx: AppContext,
  { longestWait }: TestAppOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(createApp(ctx, { ...(longestWait && { longestWait }) }).callback());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function packagesOf({ packages = [], shipped }: TestAppOptions): Promise<Record<string, PackageFiles>> {
  const base = shipped ? await readPackageFolders(join(projectRoot(), "definitions")) : { base: sharedPackage };
  return { ...base, ...Object.fromEntries(packages.map((files, at) => [String(at), files])) };
}

/** Boots the application on a database of its own; call `close` in `test.after.always`. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { shipped, now, pool } = options;
  const database = await testDatabase(pool);
  const dataDir = mkdtempSync(join(tmpdir(), "tianbao-app-"));
  const logged: string[] = [];
  const ctx = createContext({
    config: { demo: true, secureCookies: false, trustProxy: false, dataDir },
    db: database.database,
    log: pino({ level: "warn" }, { write: (line: string) => logged.push(line) }),
    webRoot: options.webRoot ?? join(dataDir, "web"),
    ...(now && { now }),
  });
  const divisions = options.divisions ?? (shipped ? await readDivisions() : tinyDivisions);
  await prepareData(ctx, await packagesOf(options), async () => divisions);
  const worker = options.working ? await startWorkers(ctx, { pollMs: 50 }) : undefined;
  const { url, stop } = await listen(ctx, options);
  const clients = new Map<string, Promise<Client>>();
  const open = async (login?: string): Promise<Client> => {
    const client = new Client(url);
    if (login) {
      const { status, body } = await client.signIn(login, demoPassword);
      if (status !== 200) throw new Error(`${login} could not sign in: ${status} ${JSON.stringify(body)}`);
    }
    return client;
  };
  return {
    url,
    db: database.database,
    ctx,
    logged,
    client(login) {
      if (!login) return open();
      const known = clients.get(login) ?? open(login);
      clients.set(login, known);
      return known;
    },
    async close() {
      await stop();
      await worker?.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
