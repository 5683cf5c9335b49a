import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { station, stationPackage } from "./station-package.ts";

/** The same package, with a figure that counts by what some may not see. */
const views = JSON.parse(stationPackage["views.json"] ?? "");
const praised = { field: "secret", op: "eq", value: "TOPSECRET" };
views.statistics[0].measures.push({ key: "praised", title: "好评", fn: "count", where: praised });
const counting = { ...stationPackage, "views.json": JSON.stringify(views) };

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [counting] });
});
test.after.always(() => app.close());

const recordType = "stations/station";
const list = "/lists/stations/stations";

test("a record of another division does not exist for a filler, and the attempt leaves an audit row", async (t) => {
  const [east, west] = [await app.client("110101-filler"), await app.client("110102-filler")];
  const { id, data } = (await east.post("/records", { recordType, data: station() })).body;
  const attempts = [
    await west.get(`/records/${id}`),
    await west.put(`/records/${id}`, { data, lockVersion: 1 }),
    await west.post(`/records/${id}/submit`, {}),
    await west.post(`/records/${id}/cancel`, { reason: "x" }),
    await west.get(`/records/${id}/history`),
    await west.get(`/records/${id}/uploads`),
    await west.get(`/records/${id}/revisions`),
    await west.get(`/records/${id}/referrers`),
    await west.get(`/records/${id}/diff?from=1&to=1`),
  ];
  t.deepEqual(
    attempts.map(({ status }) => status),
    attempts.map(() => 404),
  );
  const { rows } = await app.db.owner.raw(
    "select count(*)::int as n from audit_log where result = 'denied' and target like ?",
    [`%${id}%`],
  );
  t.is(rows[0].n, attempts.length);
  const listed = await west.post(`${list}/query`, { count: "exact" });
  t.false(listed.body.rows.some((row: { id: string }) => row.id === id));
});

test("a role without the right gets 403, a unit-only role sees its own unit", async (t) => {
  const [filler, reviewer, agency] = [
    await app.client("110101-filler"),
    await app.client("110101-reviewer"),
    await app.client("agency-1"),
  ];
  const { id, data } = (await filler.post("/records", { recordType, data: station() })).body;
  t.is((await reviewer.get(`/records/${id}`)).status, 200);
  t.is((await reviewer.put(`/records/${id}`, { data, lockVersion: 1 })).status, 403);
  t.is((await reviewer.post("/records", { recordType, data: station() })).status, 403);
  t.is((await reviewer.post(`/lists/stations/stations/export`, {})).status, 403);
  t.is((await reviewer.post("/statistics/stations/monthly/query", {})).status, 403);
  t.is((await agency.get(`/records/${id}`)).status, 404);
  t.is((await agency.post("/records", { recordType, data: station() })).status, 201);
  t.is((await agency.post(`${list}/query`, { count: "exact" })).body.total.count, 1);
  const leader = await app.client("leader");
  t.is((await leader.get(`/records/${id}`)).status, 404);
  t.is((await leader.post(`${list}/query`, {})).status, 403);
});

test("row level security alone hides other divisions, even where an access rule admits everything", async (t) => {
  const [east, west] = [await app.client("110101-filler"), await app.client("110102-filler")];
  const { id } = (await east.post("/records", { recordType, data: station() })).body;
  const seen = async (from: string, to: string) =>
    app.db.app.transaction(async (tx) => {
      await tx.raw("select set_config('tianbao.division_from', ?, true), set_config('tianbao.division_to', ?, true)", [
        from,
        to,
      ]);
      const { rows } = await tx.raw(
        `select (select count(*)::int from record where id = ?) as a, (select count(*)::int from record_revision where record_id = ?) as b,
           (select count(*)::int from p_stations__station where record_id = ?) as c, (select count(*)::int from record_event where record_id = ?) as d`,
        [id, id, id, id],
      );
      return rows[0];
    });
  t.deepEqual(await seen("110101000000", "110101999999"), { a: 1, b: 1, c: 1, d: 1 });
  t.deepEqual(await seen("110102000000", "110102999999"), { a: 0, b: 0, c: 0, d: 0 });
  t.deepEqual(await seen("", ""), { a: 0, b: 0, c: 0, d: 0 });
  t.truthy(west);
});

test("a hidden field cannot be read, sorted, filtered, searched, counted, exported or changed", async (t) => {
  const [filler, officer] = [await app.client("110101-filler"), await app.client("city-officer")];
  const { id, data, lockVersion } = (await filler.post("/records", { recordType, data: station({ name: "有密" }) }))
    .body;
  const told = await officer.put(`/records/${id}`, { data: { ...data, secret: "TOPSECRET" }, lockVersion });
  t.is(told.status, 200, JSON.stringify(told.body));

  const read = (await filler.get(`/records/${id}`)).body;
  t.false("secret" in read.data);
  t.false(JSON.stringify((await filler.get(`/records/${id}/history`)).body).includes("TOPSECRET"));
  const meta = (await filler.get(list)).body;
  t.false(JSON.stringify(meta).includes("secret"));
  t.false(JSON.stringify((await filler.get("/record-types/stations/station")).body.schema).includes("secret"));
  for (const request of [
    { sort: [{ field: "secret" }] },
    { filters: { secret: "TOPSECRET" } },
    { columns: ["name", "secret"] },
    { filters: { secret: { from: "T" } } },
  ]) {
    t.is((await filler.post(`${list}/query`, request)).status, 400, JSON.stringify(request));
    t.is((await filler.post(`${list}/export`, request)).status, 400, JSON.stringify(request));
  }
  t.is((await filler.post(`${list}/query`, { search: "TOPSECRET" })).body.rows.length, 0);
  t.is((await officer.post(`${list}/query`, { search: "TOPSECRET" })).body.rows.length, 1);
  t.is((await filler.post("/statistics/stations/monthly/query", { rows: ["secret"] })).status, 400);
  const measuresOf = async (client: typeof filler) =>
    (await client.get("/statistics/stations/monthly")).body.measures.map(({ key }: { key: string }) => key);
  t.false((await measuresOf(filler)).includes("praised"), "a figure that counts by it tells of it");
  t.true((await measuresOf(officer)).includes("praised"));
  t.is((await filler.post("/statistics/stations/monthly/query", { measures: ["praised"] })).status, 400);
  const behind = { drill: { view: "monthly", measure: "praised" } };
  t.is((await filler.post(`${list}/query`, behind)).status, 400);
  t.is((await filler.get(`/records/options?recordType=${recordType}&secret=TOPSECRET`)).status, 400);

  const overwritten = await filler.put(`/records/${id}`, {
    data: { ...read.data, secret: "guess" },
    lockVersion: read.lockVersion,
  });
  t.is(overwritten.status, 403);
  t.is(overwritten.body.errors[0].pointer, "/secret");
  const kept = await filler.put(`/records/${id}`, {
    data: { ...read.data, name: "改名" },
    lockVersion: read.lockVersion,
  });
  t.is(kept.status, 200);
  t.is((await officer.get(`/records/${id}`)).body.data.secret, "TOPSECRET");
  const stale = await filler.put(`/records/${id}`, {
    data: { ...read.data, name: "旧" },
    lockVersion: read.lockVersion,
  });
  t.is(stale.status, 409);
  t.false(JSON.stringify(stale.body).includes("TOPSECRET"));
});

test("a read-only field is refused by name and kept when it is not sent", async (t) => {
  const [filler, officer] = [await app.client("110101-filler"), await app.client("city-officer")];
  const refused = await filler.post("/records", { recordType, data: station({ level: "甲级" }) });
  t.is(refused.status, 403);
  t.is(refused.body.errors[0].message, "您不能修改“定级”，请恢复原来的内容后再保存。");
  const { id, data } = (await filler.post("/records", { recordType, data: station() })).body;
  await officer.put(`/records/${id}`, { data: { ...data, level: "甲级" }, lockVersion: 1 });
  const kept = await filler.put(`/records/${id}`, { data, lockVersion: 2 });
  t.is(kept.body.data.level, "甲级");
});
