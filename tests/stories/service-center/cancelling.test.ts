import test from "ava";
import { startTestApp } from "../../support/app.ts";
import { got } from "../key-work/got.ts";
import { guidePackage } from "./guide-package.ts";
import { decide, fileAuthority, fileHall, taskOf } from "./hall.ts";

const app = await startTestApp({ shipped: true, packages: [guidePackage] });
const recordType = "service-center/serviceCenter";
const guide = "guides/guide";
const center = await app.client("110101-center");
const reviewer = await app.client("110101-center-reviewer");
const city = await app.client("city-center");
const cityReviewer = await app.client("city-center-reviewer");
/** Somebody who may see no other unit's centre, and yet says where his items are handled. */
const street = await app.client("110102001-staff");
const agency = await app.client("110101-agency");
const authority = await fileAuthority(await app.client("110101-filler"));
const cityAuthority = await fileAuthority(await app.client("city-officer"));
const hall = await fileHall(center, authority, { name: "东城区政务服务中心" });
const second = await fileHall(center, authority, { name: "东城区第二大厅" });
const cityHall = await fileHall(city, cityAuthority, { name: "北京市政务服务中心" });
const draft = await fileHall(center, authority, { name: "还没报的大厅" }, false);
test.after.always(() => app.close());

const options = async (client: typeof street, query = "&official=true") =>
  got(await client.get(`/records/options?recordType=${recordType}${query}`)).map(
    ({ label }: { label: string }) => label,
  );
const rowsOf = async (client: typeof street, id: string) => got(await client.get(`/records/${id}/rows/windows`));
const file = (data: object, submit = true) => street.post("/records", { recordType: guide, data, submit });
const listed = async (view: string) =>
  got(await center.post(`/lists/service-center/${view}/query`, {})).rows.map(({ name }: { name: string }) => name);

test.serial("R-GEN-05 R-CTR-15: only official centres are offered, to everybody, and by name only", async (t) => {
  t.deepEqual(await options(street), []);
  for (const { id } of [hall, second]) await decide(reviewer, id, "approve");
  await decide(cityReviewer, cityHall.id, "approve");
  const all = ["东城区政务服务中心", "东城区第二大厅", "北京市政务服务中心"].sort();
  t.deepEqual((await options(street)).sort(), all);
  t.deepEqual((await options(street, "")).sort(), all, "who only chooses is offered no draft, whatever he asks for");
  t.deepEqual((await options(agency, "&%24district=110101000000")).sort(), all.slice(0, 2).sort());
  t.is((await street.get(`/records/options?recordType=${recordType}&consultPhone=010-84078000`)).status, 400);
  t.is((await street.get(`/records/${hall.id}`)).status, 404);
  t.is((await street.get(`/records/${draft.id}/rows/windows`)).status, 404);
});

test.serial(
  "R-GEN-05 R-GEN-06: the windows of the chosen centre are offered, read from its official data",
  async (t) => {
    const windows = await rowsOf(street, hall.id);
    t.deepEqual(
      windows.map(({ label }: { label: string }) => label),
      ["A01 市场准入综合窗口", "B01 “办不成事”反映窗口"],
    );
    t.deepEqual(got(await street.get(`/records/${hall.id}/rows/departments`)), [], "no table that is not offered");
    const [first] = windows;
    const { lockVersion, data } = got(await center.get(`/records/${hall.id}`));
    const renamed = data.windows.map((row: { id: string }) => (row.id === first.value ? { ...row, code: "A88" } : row));
    got(await center.put(`/records/${hall.id}`, { data: { ...data, windows: renamed }, lockVersion, submit: true }));
    t.is((await rowsOf(street, hall.id))[0].label, first.label, "a change under review is not offered");
    await decide(reviewer, hall.id, "approve");
    const [now] = await rowsOf(street, hall.id);
    t.deepEqual([now.value, now.label], [first.value, "A88 市场准入综合窗口"], "the row stays the same row");
  },
);

test.serial("R-GEN-05 R-GEN-06: a place that was typed, or belongs to another centre, is refused", async (t) => {
  const [first] = await rowsOf(street, hall.id);
  const typed = await file({ name: "身份证", center: "东城区政务服务中心" });
  t.deepEqual([typed.status, typed.body.errors[0].pointer], [422, "/center"]);
  const unofficial = await file({ name: "身份证", center: draft.id });
  t.deepEqual([unofficial.status, unofficial.body.errors[0].pointer], [422, "/center"]);
  const other = await file({ name: "身份证", center: second.id, window: first.value });
  t.deepEqual([other.status, other.body.errors[0].pointer], [422, "/window"]);
  t.regex(other.body.errors[0].message, /请重新选择/);
  const alone = await file({ name: "身份证", center: hall.id, places: [{ center: second.id, window: first.value }] });
  t.deepEqual([alone.status, alone.body.errors[0].pointer], [422, "/places/0/window"]);
});

let guideId = "";
test.serial("R-GEN-05 R-GEN-06: an item says where it is handled and shows the official names", async (t) => {
  const [first, other] = await rowsOf(street, hall.id);
  const data = {
    name: "身份证",
    center: hall.id,
    window: first.value,
    places: [{ center: hall.id, window: other.value }],
  };
  const filed = got(await file(data), 201);
  guideId = filed.id;
  t.is(filed.references[hall.id], "东城区政务服务中心");
  t.is(filed.references[`${hall.id}/${first.value}`], "A88 市场准入综合窗口");
  t.deepEqual(filed.warnings, []);
});

test.serial(
  "R-CTR-23 R-CTR-24: a centre is cancelled by a review of its own and stays in force until then",
  async (t) => {
    const referenced = await center.post(`/records/${hall.id}/cancel`, { reason: "搬迁合并" });
    t.is(referenced.status, 200, "a referrer that this account may not see is none of its business");
    const asked = referenced.body;
    t.deepEqual([asked.status, asked.cancelling, asked.abilities.canEdit], ["inForce", true, false]);
    t.true((await options(street)).includes("东城区政务服务中心"));
    for (const client of [center, agency, street, cityReviewer]) t.is(await taskOf(client, hall.id), undefined);
    const again = await center.post(`/records/${hall.id}/cancel`, { reason: "再来一次" });
    t.deepEqual([again.status, again.body.code], [409, "being-cancelled"]);
    await decide(reviewer, hall.id, "refuse", "新址尚未启用");
    const kept = got(await center.get(`/records/${hall.id}`));
    t.deepEqual([kept.status, kept.cancelling, kept.abilities.canCancel], ["inForce", false, true]);
    t.true(JSON.stringify(got(await center.get(`/records/${hall.id}/history`))).includes("新址尚未启用"));
  },
);

test.serial("R-CTR-24 R-CTR-25: approved, it is listed as cancelled and nowhere else", async (t) => {
  got(await center.post(`/records/${hall.id}/cancel`, { reason: "搬迁合并" }));
  await decide(reviewer, hall.id, "approve");
  const cancelled = got(await center.get(`/records/${hall.id}`));
  t.deepEqual([cancelled.status, cancelled.statusText, cancelled.abilities.canEdit], ["cancelled", "已取消", false]);
  t.deepEqual(await listed("cancelledCenters"), ["东城区政务服务中心"]);
  t.false((await listed("centers")).includes("东城区政务服务中心"));
  t.deepEqual(await listed("officialCenters"), ["东城区第二大厅"]);
});

test.serial("R-CTR-26: it can no longer be chosen, and whatever refers to it is flagged", async (t) => {
  t.false((await options(street)).includes("东城区政务服务中心"));
  t.deepEqual(await rowsOf(street, hall.id), []);
  const fresh = await file({ name: "居住证", center: hall.id });
  t.deepEqual([fresh.status, fresh.body.errors[0].message], [422, "所选的记录已取消，请另选一条"]);
  const flagged = got(await street.get(`/records/${guideId}`));
  t.deepEqual(
    flagged.warnings.map(({ pointer, message }: { pointer: string; message: string }) => [pointer, message]),
    [
      ["/center", "引用的记录已取消，请另选一条"],
      ["/places/0/center", "引用的记录已取消，请另选一条"],
    ],
  );
  const query = (filters: object) => street.post("/lists/guides/guides/query", { filters });
  const rows = got(await query({ $referencesCancelled: true })).rows;
  t.deepEqual(
    rows.map((row: Record<string, unknown>) => [row.name, row.$referencesCancelled]),
    [["身份证", true]],
  );
  const { rows: notices } = got(await street.get("/notifications"));
  t.true(
    notices.some(
      ({ link, title }: { link: string; title: string }) =>
        link === `/records/${guideId}` && title.includes("东城区政务服务中心"),
    ),
  );
  const [window] = await rowsOf(street, second.id);
  const moved = { name: "身份证", center: second.id, window: window.value };
  const saved = got(
    await street.put(`/records/${guideId}`, { data: moved, lockVersion: flagged.lockVersion, submit: true }),
  );
  t.deepEqual(saved.warnings, []);
  t.deepEqual(got(await query({ $referencesCancelled: true })).rows, []);
});
