import test from "ava";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { columnName, indexName, tableName } from "../../../server/projection/names.ts";
import { rebuildProjection } from "../../../server/projection/rebuild.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { station, stationPackage } from "../records/station-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [stationPackage] });
});
test.after.always(() => app.close());

const recordType = "stations/station";
const rows = async () => (await app.db.owner("p_stations__station").select().orderBy("revision_id")) as object[];

test.serial("a projection that was emptied and rebuilt equals the one written step by step", async (t) => {
  const filler = await app.client("110101-filler");
  const made = [];
  for (let n = 0; n < 8; n++) {
    const { body } = await filler.post("/records", {
      recordType,
      data: station({ name: `站${n}`, amount: n, price: 1.5, tags: ["a", "c"], openedOn: "2026-03-01", month: n + 1 }),
    });
    made.push(body);
  }
  const [a, b, c, d] = made;
  await filler.put(`/records/${a.id}`, { data: { ...a.data, parent: b.id }, lockVersion: 1 });
  await filler.post(`/records/${b.id}/submit`);
  const official = (await filler.post(`/records/${c.id}/submit`)).body;
  await filler.put(`/records/${c.id}`, { data: { ...official.data, name: "改" }, lockVersion: official.lockVersion });
  await filler.post(`/records/${d.id}/cancel`, { reason: "x" });

  const before = await rows();
  t.is(before.length, 9);
  t.is(before.filter((row) => (row as { in_force: boolean }).in_force).length, 2);
  await app.db.owner("p_stations__station").delete();
  await rebuildProjection(app.db.owner, app.ctx.definitions.recordType(recordType));
  t.deepEqual(await rows(), before);
});

test.serial(
  "publishing adds a column and fills it for the records there are; another type for a field is refused",
  async (t) => {
    const admin = await app.client("admin");
    const filler = await app.client("110101-filler");
    const { body } = await filler.post("/records", { recordType, data: station({ price: 7 }) });
    const live = () => app.ctx.definitions.live("stations");
    const withIndex = (field: string) => {
      const manifest = JSON.parse(stationPackage["manifest.json"] as string);
      manifest.recordTypes[0].index = [field];
      return { ...stationPackage, "manifest.json": JSON.stringify(manifest) };
    };
    const published = await admin.post("/definitions/stations/versions", {
      files: withIndex("price"),
      note: "索引",
      baseNumber: live().number,
    });
    t.is(published.status, 201, JSON.stringify(published.body));
    const row = await app.db.owner("p_stations__station").where({ record_id: body.id }).first();
    t.is(row.f_price, 7);

    const schema = JSON.parse(stationPackage["station.schema.json"] as string);
    schema.properties.price = { title: "单价", type: "string", maxLength: 10 };
    schema.properties.total = { title: "总价", type: "number" };
    const files = { ...withIndex("price"), "station.schema.json": JSON.stringify(schema) };
    const refused = await admin.post("/definitions/stations/versions", {
      files,
      note: "改类型",
      baseNumber: live().number,
    });
    t.is(refused.status, 422, JSON.stringify(refused.body));
    t.is(refused.body.code, "projection-type-changed");
    t.is((await filler.get(`/records/${body.id}`)).status, 200);
  },
);

/** Copies one record to thousands, as an import would bring them in. */
async function multiply(id: string, count: number): Promise<void> {
  await app.db.owner.raw(
    `with src as (select r.*, v.data from record r join record_revision v on v.id = r.working_revision_id where r.id = :id),
     ids as (select gen_random_uuid() as id, gen_random_uuid() as revision, n from generate_series(1, :count::int) n),
     rec as (insert into record (id, record_type, definition_id, org_unit_id, division_code, open, created_by, working_revision_id)
       select ids.id, record_type, definition_id, org_unit_id, division_code, open, created_by, ids.revision from src, ids)
     insert into record_revision (id, record_id, number, definition_version_id, data, created_by, org_unit_id, division_code, open)
     select ids.revision, ids.id, 1, v.definition_version_id, src.data || jsonb_build_object('code', 'N' || ids.n), src.created_by,
       src.org_unit_id, src.division_code, src.open
     from src, ids, record_revision v where v.id = src.working_revision_id`,
    { id, count },
  );
}

test.serial("of a type with many records the rows are rebuilt by a job, and on demand", async (t) => {
  const [officer, filler] = [await app.client("admin"), await app.client("110101-filler")];
  const { body } = await filler.post("/records", { recordType, data: station({ month: 11 }) });
  await multiply(body.id, 5000);
  const manifest = JSON.parse(stationPackage["manifest.json"] as string);
  manifest.recordTypes[0].index = ["price", "month", "secret"];
  const schema = JSON.parse(stationPackage["station.schema.json"] as string);
  schema.properties.rank = { title: "名次", type: "integer", "x-kind": "number", default: 1 };
  manifest.recordTypes[0].index.push("rank");
  const files = {
    ...stationPackage,
    "manifest.json": JSON.stringify(manifest),
    "station.schema.json": JSON.stringify(schema),
  };
  const baseNumber = app.ctx.definitions.live("stations").number;
  const published = await officer.post("/definitions/stations/versions", { files, note: "名次", baseNumber });
  t.is(published.status, 201, JSON.stringify(published.body));
  const table = () => app.db.owner("p_stations__station");
  const count = async () => Number((await table().count({ n: "*" }))[0]?.n);
  t.true((await count()) < 5000, "nothing was rebuilt within the publication");
  t.is((await filler.post("/lists/stations/stations/query", {})).status, 200);
  const waiting = await app.db.owner("job").where({ kind: "rebuild-projection" });
  t.like(waiting, [{ state: "ready", payload: { definitionKey: "stations", types: ["station"] } }]);

  const worker = await startWorkers(app.ctx, { pollMs: 20 });
  t.teardown(() => worker.stop());
  const done = async (id: string) => (await officer.get(`/jobs/${id}`)).body;
  await until("the rows are there", async () => (await done(waiting[0].id)).state === "done", 60);
  t.like(await done(waiting[0].id), { percent: 100 });
  const all = await count();
  t.true(all > 5000);
  t.is(Number((await table().where({ f_month: 11 }).count({ n: "*" }))[0]?.n), 5001);

  await table().delete();
  t.is((await filler.post("/definitions/stations/rebuild")).status, 403);
  t.is((await officer.post("/definitions/nothing/rebuild")).status, 404);
  const asked = await officer.post("/definitions/stations/rebuild");
  t.is(asked.status, 202, JSON.stringify(asked.body));
  await until("the rows are back", async () => (await done(asked.body.jobId)).state === "done", 60);
  t.is(await count(), all);
});

test("names are readable, valid and never shared by two fields", (t) => {
  t.is(tableName("key-work/progressEntry"), "p_key_work__progress_entry");
  t.is(columnName("progressText"), "f_progress_text");
  t.not(columnName("progress_text"), columnName("progressText"));
  t.not(columnName("aB"), columnName("ab"));
  t.true(columnName(`${"x".repeat(60)}Y`).length <= 63);
  t.true(indexName(tableName(`${"p".repeat(60)}/${"t".repeat(60)}`), "unique code").length <= 63);
});
