import { pino } from "pino";
import { createContext } from "../../../server/create-context.ts";
import { openDatabase } from "../../../server/database/pool.ts";
import { registerJob } from "../../../server/jobs/registry.ts";
import { startWorkers } from "../../../server/jobs/start-workers.ts";

/** A server process that does nothing but jobs: `worker-process.ts <database url> <clock offset in ms | jumps>`. */
const [url = "", clock = "0"] = process.argv.slice(2);
const hour = 3_600_000;

/** The clock of this machine leaps between two hours ago and two hours ahead, ten times a second. */
function letClockJump(): void {
  const Real = Date;
  const leaps = [2, -2, 0, 1, -1].map((hours) => hours * hour);
  let jump = 0;
  setInterval(() => {
    leaps.unshift(jump);
    jump = leaps.pop() ?? 0;
  }, 100);
  globalThis.Date = class extends Real {
    constructor(...given: []) {
      if (given.length > 0) super(...given);
      else super(Real.now() + jump);
    }
    static override now(): number {
      return Real.now() + jump;
    }
  } as DateConstructor;
}

const jumps = clock === "jumps";
if (jumps) letClockJump();
const offset = Number(clock);
const ctx = createContext({
  config: { demo: false, secureCookies: false, trustProxy: false, dataDir: "/nonexistent" },
  db: openDatabase(url, { max: 4 }),
  log: pino({ level: "warn" }, { write: () => true }),
  webRoot: "/nonexistent",
  ...(!jumps && { now: () => new Date(Date.now() + offset) }),
});
await ctx.definitions.reload();
// What the bench compares timers with: jobs that do nothing.
registerJob("test-nothing", async () => undefined);
await startWorkers(ctx, { concurrency: 3, pollMs: 30 });
process.stdout.write("ready\n");
