import test from "ava";
import { inTransaction, sql } from "../../../server/database/transaction.ts";
import { got } from "../key-work/got.ts";
import { filled, openStage, otherDistrictStreet, type Row, rowsOf, type Stage, street } from "./stage.ts";

const stations = "community-station/stations";
let stage: Stage;
let mine: Row[];

test.before(async () => {
  stage = await openStage();
});
test.after.always(() => stage?.app.close());

const staff = () => stage.app.client(`${street}-staff`);
const count = async () =>
  (await inTransaction(stage.app.ctx, "system", (tx) => sql(tx, "select from record where cancelled_at is null")))
    .length;

test.serial(
  "R-VIL-01 every village and community has its station, owned by its street, made by the system",
  async (t) => {
    const rows = await inTransaction(stage.app.ctx, "system", (tx) =>
      sql<{ code: string; parent: string; owner: string | null; kind: string | null }>(
        tx,
        `select d.code, d.parent_code as parent, u.division_code as owner, u.kind from division d
       left join record r on r.division_code = d.code left join org_unit u on u.id = r.org_unit_id where d.level = 4`,
      ),
    );
    t.true(rows.length > 7000);
    t.deepEqual(
      rows.filter(({ parent, owner, kind }) => owner !== parent || kind !== "street"),
      [],
    );
    mine = await rowsOf(await staff(), stations);
    t.is(mine.length, rows.filter(({ parent }) => parent === `${street}000`).length);
    t.true(mine.every(({ $status, name }) => $status === "inForce" && name.endsWith("政务服务站")));
  },
);

test.serial(
  "R-VIL-02 R-VIL-03 R-VIL-04 a street maintains profile and windows, and what it saves is in force at once",
  async (t) => {
    const client = await staff();
    const id = mine[0]?.id as string;
    const before = got(await client.get(`/records/${id}`));
    t.true(before.abilities.canEdit);
    const type = got(await client.get("/record-types/community-station/communityStation"));
    t.true(type.savesInForce);
    t.true(type.schema.properties.name.readOnly);
    const saved = got(
      await client.put(`/records/${id}`, { lockVersion: before.lockVersion, data: { ...before.data, ...filled } }),
    );
    t.is(saved.status, "inForce");
    t.is(saved.revision.number, 2);
    t.like(saved.data, { address: filled.address, windowCount: 2, staffCount: 3, hoursText: "工作日 09:00-17:00" });
    const incomplete = await client.put(`/records/${id}`, {
      lockVersion: saved.lockVersion,
      data: { ...saved.data, address: "" },
    });
    t.is(incomplete.status, 422);
    t.is(incomplete.body.errors[0].pointer, "/address");
    const renamed = await client.put(`/records/${id}`, {
      lockVersion: saved.lockVersion,
      data: { ...saved.data, name: "别的名字" },
    });
    t.is(renamed.status, 403);
    t.is(renamed.body.code, "field-not-editable");
  },
);

test.serial(
  "R-VIL-05 R-VIL-06 nobody is offered to create or remove a station, and the API refuses both",
  async (t) => {
    const id = mine[0]?.id as string;
    const before = await count();
    for (const login of [`${street}-staff`, "110101-filler", "city-officer", "admin"]) {
      const client = await stage.app.client(login);
      const meta = got(await client.get(`/lists/${stations}`));
      t.false(meta.abilities.canCreate, login);
      t.false(got(await client.get("/record-types/community-station/communityStation")).abilities.canCreate);
      t.false(got(await client.get(`/records/${id}`)).abilities.canCancel);
      const body = { recordType: "community-station/communityStation", data: { ...filled, name: "多一个" } };
      t.is((await client.post("/records", body)).status, 403);
      const refused = await client.post(`/records/${id}/cancel`, { reason: "不要了", evenIfReferenced: true });
      t.is(refused.status, 403);
      t.regex(refused.body.detail, /取消/);
      t.true([404, 405].includes((await client.delete(`/records/${id}`)).status));
    }
    t.is(await count(), before);
    t.is(got(await (await staff()).get(`/records/${id}`)).status, "inForce");
  },
);

test.serial("R-VIL-07 a street sees its own stations only; district and city see those below them", async (t) => {
  const other = await stage.app.client(`${otherDistrictStreet}-staff`);
  const id = mine[0]?.id as string;
  t.is((await other.get(`/records/${id}`)).status, 404);
  t.is((await other.put(`/records/${id}`, { lockVersion: 1, data: filled })).status, 404);
  const theirs = await rowsOf(other, stations);
  t.true(theirs.length > 0);
  t.true(theirs.every(({ $unit }) => $unit !== mine[0]?.$unit));
  const district = got(
    await (await stage.app.client("110101-filler")).post(`/lists/${stations}/query`, { count: "exact" }),
  );
  const city = got(await (await stage.app.client("city-officer")).post(`/lists/${stations}/query`, { count: "exact" }));
  t.true(district.total.count > mine.length);
  t.true(city.total.count > 7000 && city.total.count > district.total.count);
  const edit = await (await stage.app.client("110101-filler")).put(`/records/${id}`, { lockVersion: 1, data: filled });
  t.is(edit.status, 403);
});

test.serial("R-VIL-08 stations are searched, counted and exported within each one's scope", async (t) => {
  const client = await staff();
  const found = got(await client.post(`/lists/${stations}/query`, { search: "2 号院 1 号楼" }));
  t.deepEqual(
    found.rows.map((row: Row) => row.id),
    [mine[0]?.id],
  );
  const { table } = got(
    await client.post("/statistics/community-station/stationStatistics/query", { rows: ["street"], columns: [] }),
  );
  t.is(table.rows.length, 1);
  const tiles = got(await client.get("/tiles"));
  const open = tiles.find(({ title }: Row) => title === "待完善站点");
  t.is(open.count, mine.length - 1);
  t.deepEqual([open.module, open.list, open.tile], ["村居站点信息填报", stations, "toComplete"]);
  const behind = got(await client.post(`/lists/${stations}/query`, { tile: open.tile, count: "exact" }));
  t.is(behind.total.count, open.count, "a tile opens exactly the rows it counts");
  t.is((await client.post(`/lists/${stations}/export`, {})).status, 200);
});
