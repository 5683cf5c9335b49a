import test from "ava";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { decide, fileAuthority, fileHall } from "../service-center/hall.ts";
import { filled, openStage, type Row, rowsOf, type Stage, street } from "./stage.ts";

const directory = "/public/community-station/stations";
let stage: Stage;
let citizen: Client;

test.before(async () => {
  stage = await openStage();
  citizen = await stage.app.client();
  const staff = await stage.app.client(`${street}-staff`);
  for (const { id, name } of (await rowsOf(staff, "community-station/stations")).slice(0, 3)) {
    const { lockVersion, data } = got(await staff.get(`/records/${id}`));
    const address = `东城区公开路 1 号 ${name}`;
    got(
      await staff.put(`/records/${id}`, { lockVersion, data: { ...data, ...filled, manager: "不公开的人", address } }),
    );
  }
});
test.after.always(() => stage?.app.close());

test.serial("R-VIL-08 anybody may page, search and sort the stations of a division without signing in", async (t) => {
  const all = await citizen.get(directory);
  t.is(all.status, 200);
  t.is(all.body.total, 3, "a station whose address nobody has filled is no help to a citizen, and is not shown");
  t.deepEqual(
    ["cache-control", "access-control-allow-origin", "set-cookie"].map((name) => all.headers.get(name)),
    ["public, max-age=60", "*", null],
  );
  const found = got(await citizen.get(`${directory}?q=${encodeURIComponent("公开路")}&sort=name&order=desc`));
  t.is(found.total, 3);
  const names = found.rows.map(({ name }: Row) => name);
  const back = got(await citizen.get(`${directory}?q=${encodeURIComponent("公开路")}&sort=name&limit=2&offset=1`));
  t.deepEqual(
    back.rows.map(({ name }: Row) => name),
    [...names].reverse().slice(1),
  );
  t.like(found.rows[0], { kind: "社区", $district: "东城区", phone: filled.phone, hoursText: "工作日 09:00-17:00" });
  t.is(got(await citizen.get(`${directory}?division=110102000000`)).total, 0);
  t.is(got(await citizen.get(`${directory}?division=${street}000`)).total, 3);
  t.deepEqual(
    got(await citizen.get("/public"))
      .lists.map(({ address }: Row) => address)
      .includes("community-station/stations"),
    true,
  );
});

test.serial("R-VIL-07 the public list shows its declared columns only, and nothing else is open", async (t) => {
  const { columns, rows } = got(await citizen.get(`${directory}?q=${encodeURIComponent("公开路")}`));
  const open = ["name", "$district", "$unit", "kind", "address", "phone", "hoursText"];
  t.deepEqual(columns.map(({ field }: Row) => field).sort(), [...open].sort());
  for (const row of rows) t.deepEqual(Object.keys(row).sort(), [...open, "id"].sort());
  t.false(JSON.stringify(rows).includes("不公开的人"));
  t.is(got(await citizen.get(`${directory}?q=${encodeURIComponent("不公开的人")}`)).total, 0);
  const refused = [
    "?sort=manager",
    "?sort=$createdBy",
    "?columns=manager",
    "?limit=1000",
    "?offset=999999",
    "?division=11",
    "?manager=x",
  ];
  for (const query of refused) {
    const { status, headers } = await citizen.get(`${directory}${query}`);
    t.is(status, 400, query);
    t.not(headers.get("cache-control"), "public, max-age=60", "a refusal is kept by nobody");
    t.is(headers.get("access-control-allow-origin"), "*", "the page that asked wrongly is told why");
  }
  const closed = [
    "community-station/retiredStations",
    "key-work/keyWorks",
    "key-work/progressEntries",
    "_shared/roles",
    "x/y",
  ];
  for (const address of closed) t.is((await citizen.get(`/public/${address}`)).status, 404, address);
  for (const method of ["POST", "PUT", "DELETE"])
    t.true([401, 403, 404, 405].includes((await citizen.request(method, directory, {})).status));
  t.is((await citizen.get("/lists/community-station/stations")).status, 401);
});

test.serial("R-VIL-07 centres are open in the same way: what is official, and their declared columns", async (t) => {
  const { columns, rows, total } = got(await citizen.get("/public/service-center/officialCenters"));
  t.deepEqual(columns.map(({ field }: Row) => field).sort(), [
    "$district",
    "$level",
    "address",
    "category",
    "consultPhone",
    "hoursText",
    "name",
    "supervisePhone",
    "windowCount",
  ]);
  t.deepEqual([rows, total], [[], 0], "no centre has been approved yet");
  const authority = await fileAuthority(await stage.app.client("110101-filler"));
  const center = await stage.app.client("110101-center");
  const filed = await fileHall(center, authority, { name: "东城区政务服务中心", traffic: "不在名录中的内容" });
  await fileHall(center, authority, { name: "还在审核的大厅" });
  await decide(await stage.app.client("110101-center-reviewer"), filed.id, "approve");
  const official = got(await citizen.get("/public/service-center/officialCenters"));
  t.deepEqual(official.rows, [
    {
      id: filed.id,
      ...{ name: "东城区政务服务中心", category: "综合大厅", $level: "区级", $district: "东城区", windowCount: 2 },
      ...{ hoursText: "周一至周五 09:00-17:00；周六 09:00-13:00（延时服务）" },
      ...{ address: "北京市东城区金宝街52号", consultPhone: "010-84078000", supervisePhone: "010-84078001" },
    },
  ]);
  t.is(official.total, 1);
  t.is((await citizen.get("/public/service-center/centers")).status, 404);
});

test.serial("R-VIL-07 a site keeps what it read by stable ids, and asks again only whether it changed", async (t) => {
  const first = await citizen.get(directory);
  t.deepEqual(new Set(first.body.rows.map(({ id }: Row) => id)).size, 3);
  const etag = first.headers.get("etag") ?? "";
  const again = { headers: { "If-None-Match": etag } };
  const same = await fetch(`${stage.app.url}/api${directory}`, again);
  t.deepEqual([same.status, await same.text()], [304, ""]);
  const other = await fetch(`${stage.app.url}/api${directory}?limit=1`, again);
  t.is(other.status, 200);
  const asked = {
    method: "OPTIONS",
    headers: { Origin: "https://www.example.cn", "Access-Control-Request-Method": "GET" },
  };
  const allowed = await fetch(`${stage.app.url}/api${directory}`, asked);
  t.is(allowed.status, 204);
  t.regex(allowed.headers.get("access-control-allow-headers") ?? "", /If-None-Match/);
});

test.serial("R-VIL-07 who reads too fast has to wait", async (t) => {
  let answer = await citizen.get("/public");
  for (let at = 0; at < 130 && answer.status === 200; at += 1) answer = await citizen.get("/public");
  t.is(answer.status, 429);
  t.true(answer.body.retryAfter > 0);
  t.true(Number(answer.headers.get("retry-after")) > 0);
  stage.wait(61_000);
  t.is((await citizen.get("/public")).status, 200);
});
