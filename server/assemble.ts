import { pino } from "pino";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { createContext } from "./create-context.ts";
import type { Database } from "./database/pool.ts";
import { startWorker } from "./jobs/worker.ts";
import type { Application } from "./start.ts";

/** Puts the parts of the product together on a migrated database. */
export async function assemble(config: Config, database: Database): Promise<Application> {
  const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });
  const context = createContext({ config, db: database, log, webRoot: config.webRoot });
  const app = createApp(context);
  const worker = config.workers ? startWorker(context) : undefined;
  return {
    handler: app.callback(),
    async close() {
      await worker?.stop();
    },
  };
}
