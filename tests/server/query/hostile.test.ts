import test from "ava";
import fc from "fast-check";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { station, stationPackage } from "../records/station-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [stationPackage] });
});
test.after.always(() => app.close());

const hostile = fc.oneof(
  fc.constantFrom(
    "name; drop table record",
    'name" desc; --',
    "name') or ('1'='1",
    "p.title",
    "constructor",
    "__proto__",
    "toString",
    "$1",
    "\u0000",
    "\ud800",
    "%_\\",
    "'",
    "1e999",
    "9".repeat(40),
    "0001-02-30",
    "infinity",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 40 }).map((text) => `name'${text}`),
);
const value = fc.oneof(
  hostile,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(hostile, { maxLength: 3 }),
  fc.object({ maxDepth: 2 }),
  fc.record({ from: hostile, to: hostile }),
);
const known = fc.constantFrom("name", "color", "amount", "openedOn", "place", "tags", "$status", "year", "month");

const request = fc.oneof(
  fc.record({
    sort: fc.array(fc.record({ field: hostile, order: fc.constantFrom("asc", "desc") }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({ columns: fc.array(hostile, { minLength: 1, maxLength: 3 }) }),
  fc.record({ search: hostile }),
  fc.record({ filters: fc.dictionary(fc.oneof(known, hostile), value, { maxKeys: 3 }) }),
);

test.serial("no text sent as a sort, column, search or filter reaches SQL or breaks the server", async (t) => {
  const filler = await app.client("110101-filler");
  await filler.post("/records", { recordType: "stations/station", data: station({ name: "100%_甲", amount: 3 }) });
  await fc.assert(
    fc.asyncProperty(request, async (body) => {
      const { status } = await filler.post("/lists/stations/stations/query", body);
      t.true(status === 200 || status === 400, `${status} for ${JSON.stringify(body)}`);
    }),
    { numRuns: 1500 },
  );
  const statistics = fc.record({
    rows: fc.array(hostile, { maxLength: 2 }),
    filters: fc.dictionary(fc.oneof(fc.constant("year"), hostile), value, { maxKeys: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(statistics, async (body) => {
      const { status } = await filler.post("/statistics/stations/monthly/query", body);
      t.true(status === 200 || status === 400, `${status} for ${JSON.stringify(body)}`);
    }),
    { numRuns: 400 },
  );
  t.is((await app.db.owner("record").count({ n: "*" }).first())?.n, 1);
  t.deepEqual(app.logged, []);
});

test.serial("search takes wildcards literally", async (t) => {
  const filler = await app.client("110101-filler");
  const names = async (search: string) => {
    const { body } = await filler.post("/lists/stations/stations/query", { search });
    return body.rows.map((row: { name: string }) => row.name);
  };
  await filler.post("/records", { recordType: "stations/station", data: station({ name: "半%分" }) });
  await filler.post("/records", { recordType: "stations/station", data: station({ name: "半分" }) });
  t.deepEqual(await names("半%分"), ["半%分"]);
  t.deepEqual(await names("半_分"), []);
});
