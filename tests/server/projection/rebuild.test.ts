import test from "ava";
import { columnName, indexName, tableName } from "../../../server/projection/names.ts";
import { rebuildProjection } from "../../../server/projection/rebuild.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
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

test("names are readable, valid and never shared by two fields", (t) => {
  t.is(tableName("key-work/progressEntry"), "p_key_work__progress_entry");
  t.is(columnName("progressText"), "f_progress_text");
  t.not(columnName("progress_text"), columnName("progressText"));
  t.not(columnName("aB"), columnName("ab"));
  t.true(columnName(`${"x".repeat(60)}Y`).length <= 63);
  t.true(indexName(tableName(`${"p".repeat(60)}/${"t".repeat(60)}`), "unique code").length <= 63);
});
