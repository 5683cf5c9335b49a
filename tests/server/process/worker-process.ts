import { pino } from "pino";
import { createContext } from "../../../server/create-context.ts";
import { openDatabase } from "../../../server/database/pool.ts";
import { startWorkers } from "../../../server/jobs/start-workers.ts";

/** A server process that does nothing but jobs: `worker-process.ts <database url> <clock offset in ms>`. */
const [url = "", offset = "0"] = process.argv.slice(2);
const ctx = createContext({
  config: { demo: false, secureCookies: false, trustProxy: false, dataDir: "/nonexistent" },
  db: openDatabase(url, { max: 4 }),
  log: pino({ level: "warn" }, { write: () => true }),
  webRoot: "/nonexistent",
  now: () => new Date(Date.now() + Number(offset)),
});
await ctx.definitions.reload();
await startWorkers(ctx, { concurrency: 3, pollMs: 30 });
process.stdout.write("ready\n");
