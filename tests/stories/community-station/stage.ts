import { until } from "../../server/jobs/context.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";

/** The product as delivered, once every village and community has its station. */
export interface Stage {
  app: TestApp;
  /** Moves the clock forward. */
  wait(milliseconds: number): void;
  /** Waits for a job that the account may watch and gives its result. */
  done(client: Client, jobId: string): Promise<unknown>;
}

/** Streets of the story: 东华门街道 and 景山街道 of 东城区 have no account each, the first street of a district has. */
export const street = "110101001";
export const otherDistrictStreet = "110102001";

// biome-ignore lint/suspicious/noExplicitAny: rows as the API gives them
export type Row = Record<string, any>;

/** Every row of a list, over all its pages. */
export async function rowsOf(client: Client, view: string, request: object = {}): Promise<Row[]> {
  const found: Row[] = [];
  for (;;) {
    const page = { ...request, offset: found.length, limit: 200, count: "exact" };
    const { rows, total } = got(await client.post(`/lists/${view}/query`, page));
    found.push(...rows);
    if (found.length >= total.count || rows.length === 0) return found;
  }
}

/** What a street says of a station when it fills it. */
export const filled = {
  address: "东城区正义路 2 号院 1 号楼",
  phone: "010-65250001",
  hours: [{ days: "workday", from: "09:00", to: "17:00" }],
  introduction: "办理社保、医保、养老等延伸事项。",
  windows: [
    { code: "1", name: "综合窗口", business: "社保、医保", staff: 2 },
    { code: "2", name: "咨询导办", staff: 1 },
  ],
};

/** Opens the stage; call `app.close` in `test.after.always`. */
export async function openStage(): Promise<Stage> {
  let later = 0;
  const app = await startTestApp({ shipped: true, working: true, now: () => new Date(Date.now() + later) });
  const idle = async () => {
    const open = await app.db.owner("job").whereIn("state", ["ready", "running"]).where("kind", "division-records");
    return open.length === 0;
  };
  await until("every division has its station", idle, 120);
  return {
    app,
    wait(milliseconds) {
      later += milliseconds;
    },
    async done(client, jobId) {
      const state = async () => got(await client.get(`/jobs/${jobId}`));
      await until(
        `job ${jobId} is over`,
        async () => ["done", "failed", "cancelled"].includes((await state()).state),
        120,
      );
      const job = await state();
      if (job.state !== "done") throw new Error(`job ended as ${job.state}: ${job.error}`);
      return job.result;
    },
  };
}
