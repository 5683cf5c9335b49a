import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import test from "ava";
import { migrations } from "../../../migrations/index.ts";
import { migrate } from "../../../server/database/migrate.ts";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { ensureMonths, historyMonths } from "../../../server/process/history-months.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { testDatabase } from "../../support/database.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "./demo-package.ts";

const DAY = 24 * 3_600_000;
let at = new Date("2031-03-10T02:00:00Z").getTime();
const now = () => new Date(at);
let app: TestApp;
let filler: Client;
let reviewer: Client;
let admin: Client;
test.before(async () => {
  app = await startTestApp({ packages: [demoPackage], now });
  filler = await app.client("110101-filler");
  reviewer = await app.client("110101-reviewer");
  admin = await app.client("admin");
});
test.after.always(() => app.close());

const owner = () => app.db.owner;
async function submitted(title: string): Promise<{ instanceId: string; openTasks: { id: string }[] }> {
  const data = { title, done: "是" };
  return (await filler.post("/records", { recordType: "demo/report", data, submit: true })).body;
}
const rowsIn = async (table: string): Promise<number> => Number((await owner()(table).count())[0]?.count);
const months = async (): Promise<string[]> => (await owner().transaction(historyMonths)).map(({ name }) => name);

test.serial(
  "months that nobody made yet lose nothing: their rows wait in the rest and move when the month is made",
  async (t) => {
    const { instanceId } = await submitted("没有月份");
    const before = await owner()("process_event").where({ instance_id: instanceId }).orderBy("id");
    t.true(before.length > 3);
    t.is(await rowsIn("process_event_rest"), before.length);
    t.is(await ensureMonths(app.ctx), 3);
    t.is(await ensureMonths(app.ctx), 0, "they are made once");
    t.is(await rowsIn("process_event_rest"), 0);
    t.is(await rowsIn("process_event_2031_03"), before.length);
    t.deepEqual(await owner()("process_event").where({ instance_id: instanceId }).orderBy("id"), before);
    t.true((await months()).includes("process_event_2031_05"));
  },
);

test.serial(
  "a month that is over is taken out into a file that holds every row; what still runs keeps its history",
  async (t) => {
    const running = await submitted("跨月");
    const ended = await submitted("当月办结");
    await reviewer.post(`/tasks/${ended.openTasks[0]?.id}/complete`, { outcome: "approve" });
    const open = async () =>
      (await owner()("task").where({ instance_id: ended.instanceId, state: "open" }).first())?.id;
    await (await app.client("city-reviewer")).post(`/tasks/${await open()}/complete`, { outcome: "approve" });
    const march = "process_event_2031_03";
    const rows = await owner()(march).orderBy("id");
    t.like(await admin.post(`/process-history/${march}/archive`), { status: 409, body: { code: "month-open" } });
    t.is((await reviewer.post(`/process-history/${march}/archive`)).status, 403);
    at += 40 * DAY;
    const asked = await admin.post(`/process-history/${march}/archive`);
    t.is(asked.status, 202, JSON.stringify(asked.body));
    const worker = await startWorkers(app.ctx, { pollMs: 20 });
    const job = async () => (await admin.get(`/jobs/${asked.body.jobId}`)).body;
    await until("it is archived", async () => ["done", "failed"].includes((await job()).state));
    await worker.stop();
    t.like(await job(), { state: "done", result: { rows: rows.length } });
    t.false((await months()).includes(march));
    const { body } = await admin.get("/process-history");
    const kept = (await owner()("process_event").where({ instance_id: running.instanceId })).length;
    t.true(kept > 3);
    t.like(body.archives[0], { name: march, rows: rows.length });
    t.true(body.archives[0].kept >= kept);
    t.is(await rowsIn("process_event_rest"), body.archives[0].kept);
    t.deepEqual(await owner()("process_event").where({ instance_id: ended.instanceId }), []);
    const file = await admin.get(`/process-history/archives/${march}`);
    t.is(file.status, 200);
    t.is(createHash("sha256").update(file.body).digest("hex"), body.archives[0].sha256);
    const lines = gunzipSync(file.body).toString().trim().split("\n");
    t.deepEqual(
      lines.map((line) => JSON.parse(line).id),
      rows.map((row) => row.id),
    );
    t.is((await reviewer.get(`/process-history/archives/${march}`)).status, 403);
    t.is((await admin.get(`/processes/${running.instanceId}`)).body.history.length > 0, true);
  },
);

test.serial("the history that a database had before there were months is carried over as it is", async (t) => {
  const own = await testDatabase();
  const { owner: old } = own.database;
  try {
    // Back to the schema before, with rows of two months.
    await old.raw("drop schema public cascade; create schema public");
    await migrate(
      old,
      migrations.filter(({ name }) => name < "0005"),
    );
    // Only the history matters here, so its instance comes without what surrounds it.
    await old.raw(`
      set session_replication_role = replica;
      insert into process_instance (id, definition_version_id, process_key, record_id, revision_id, org_unit_id,
        division_code, status, state) values ('00000000-0000-7000-8000-000000000001', 1, 'approval', gen_random_uuid(),
        gen_random_uuid(), 1, '110000000000', 'active', '{}');
      insert into process_event (instance_id, at, kind, node_id)
        select '00000000-0000-7000-8000-000000000001', now() - make_interval(days => n), 'enter', 'n' || n
        from generate_series(0, 60) n;
      set session_replication_role = origin;`);
    const before = await old("process_event").orderBy("id");
    await migrate(old, migrations);
    t.deepEqual(await old("process_event").orderBy("id"), before);
    const next = await old.raw("select nextval('process_event_number') as n");
    t.is(Number(next.rows[0].n), 62, "numbers go on where they were");
    const parts = await old.transaction(historyMonths);
    t.like(
      parts.find(({ name }) => name === "process_event_before"),
      { from: null },
    );
    t.is(parts.length, 2);
  } finally {
    await own.drop();
  }
});
