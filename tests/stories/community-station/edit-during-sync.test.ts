import test from "ava";
import { runDivisionImport } from "../../../server/division-import/apply-job.ts";
import { runDivisionRecords, syncDivisionRecords } from "../../../server/division-records/sync-job.ts";
import { until } from "../../server/jobs/context.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { got } from "../key-work/got.ts";
import { filled, type Row, rowsOf, street } from "./stage.ts";

/** No worker: jobs are done here, one step at a time. */
let app: TestApp;
test.before(async () => {
  app = await startTestApp({ shipped: true });
  await syncDivisionRecords(app.ctx);
  await app.db.owner("job").where({ kind: "division-records" }).update({ state: "done" });
});
test.after.always(() => app?.close());

test.serial("R-VIL-11 what a street saves while stations are brought up to their divisions is not lost", async (t) => {
  const staff = await app.client(`${street}-staff`);
  const stations = (await rowsOf(staff, "community-station/stations")).sort((a, b) => (a.id < b.id ? -1 : 1));
  const [first, second] = stations as [Row, Row];
  for (const [n, { $division: code }] of [first, second].entries())
    await app.db
      .owner("division")
      .where({ code })
      .update({ name: `改名${n}居委会` });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = app.db.owner.transaction(async (tx) => {
    await tx.raw("select from record where id = ? for update", [first.id]);
    await released;
  });
  const syncing = syncDivisionRecords(app.ctx);
  const waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await until(
    "the sync waits for the record that is held",
    async () => (await app.db.owner.raw(waits)).rows.length > 0,
  );
  const { data, lockVersion } = got(await staff.get(`/records/${second.id}`));
  const saved = { ...data, ...filled, address: "东城区测试路 8 号院" };
  got(await staff.put(`/records/${second.id}`, { lockVersion, data: saved }));
  release();
  await holding;
  t.like(await syncing, { aligned: 2, created: 0, retired: 0 });
  const after = got(await staff.get(`/records/${second.id}`));
  t.is(after.data.name, "改名1居委会政务服务站");
  t.is(after.data.address, "东城区测试路 8 号院");
  t.is(got(await staff.get(`/records/${first.id}`)).data.name, "改名0居委会政务服务站");
});

test.serial(
  "R-VIL-11 stations follow an import also when its job is ended by hand as soon as the divisions are there",
  async (t) => {
    const [admin, staff] = [await app.client("admin"), await app.client(`${street}-staff`)];
    const root = `${street}000`;
    const villages: Row[] = got(await admin.get(`/divisions?parent=${root}`));
    const kept = villages.slice(0, -1).map(({ code, name }) => ({ code, name, parent: root, level: 4 }));
    const table = JSON.stringify([{ code: root, name: "东华门街道", level: 3, parent: "110101000000" }, ...kept]);
    const { id } = got(await admin.upload(`/division-imports?root=${root}`, "区划.json", table), 201);
    const { jobId } = got(await admin.post(`/division-imports/${id}/confirm`), 202);
    const job = { id: jobId, kind: "division-import", attempts: 1, maxAttempts: 5, accountId: null, runAt: "" };
    const tools = { ctx: app.ctx, progress: async () => undefined, cancelled: () => true };
    await runDivisionImport({ ...job, payload: { importId: id } }, tools);
    t.is(got(await admin.get(`/division-imports/${id}`)).state, "applied");
    const gone = villages.at(-1)?.code;
    const living = async () => (await rowsOf(staff, "community-station/stations")).map((row) => row.$division);
    t.true((await living()).includes(gone), "the job was ended before it came to the stations");
    const rest = await app.db.owner("job").where({ kind: "division-records", state: "ready" });
    t.true(rest.length > 0, "but left another one that does");
    await runDivisionRecords({ ...job, payload: {} }, { ...tools, cancelled: () => false });
    t.false((await living()).includes(gone));
  },
);
