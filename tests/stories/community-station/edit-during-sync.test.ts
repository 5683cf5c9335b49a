import test from "ava";
import { syncDivisionRecords } from "../../../server/division-records/sync-job.ts";
import { until } from "../../server/jobs/context.ts";
import { got } from "../key-work/got.ts";
import { filled, openStage, type Row, rowsOf, type Stage, street } from "./stage.ts";

let stage: Stage;
test.before(async () => {
  stage = await openStage();
});
test.after.always(() => stage?.app.close());

test("R-VIL-11 what a street saves while stations are brought up to their divisions is not lost", async (t) => {
  const { app } = stage;
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
