import test from "ava";
import { until } from "../../server/jobs/context.ts";
import { importRows } from "../../support/workbook.ts";
import { got } from "../key-work/got.ts";
import { decide, fileAuthority, fileHall } from "../service-center/hall.ts";
import { problem, recordType, rectified } from "./people.ts";
import { dongcheng, openStage, xicheng } from "./stage.ts";

const stage = await openStage();
const stationsMade = async () => {
  const open = await stage.app.db.owner("job").whereIn("state", ["ready", "running"]).where("kind", "division-records");
  return open.length === 0;
};
await until("every village has its station", stationsMade, 120);
const { officer, systemOffice } = stage;
const east = await stage.district(dongcheng);
const center = await stage.app.client("110101-center");
const reviewer = await stage.app.client("110101-center-reviewer");
const streetStaff = await stage.app.client("110101001-staff");
const authority = await fileAuthority(east.client);
const hall = await fileHall(center, authority, { name: "东城区政务服务中心" });
const closing = await fileHall(center, authority, { name: "东城区第二大厅" });
for (const { id } of [hall, closing]) await decide(reviewer, id, "approve");

const centers = "/records/options?recordType=service-center/serviceCenter&official=true";
const stations = "/records/options?recordType=community-station/communityStation&official=true";
const labels = async (path: string) =>
  got(await east.client.get(path)).map(({ label }: { label: string }) => label) as string[];
const reported = (title: string, more: object) => ({
  ...{ ...problem(title, stage.day(-3)), ...rectified(stage.day(0)), ...more },
});
const [window, other] = got(await east.client.get(`/records/${hall.id}/rows/windows`));
const [station] = got(await east.client.get(`${stations}&within=${dongcheng}000000&limit=1`));
const [elsewhere] = got(await officer.client.get(`${stations}&within=${xicheng}000000&limit=1`));

test.after.always(() => stage.app.close());

test.serial("R-EVA-10 R-GEN-06 centre, window and station are chosen within the district, never typed", async (t) => {
  t.deepEqual(
    (await labels(`${centers}&within=${dongcheng}000000`)).sort(),
    ["东城区政务服务中心", "东城区第二大厅"].sort(),
  );
  t.deepEqual(await labels(`${centers}&within=${xicheng}000000`), []);
  const near = got(await officer.client.get(`${stations}&within=${dongcheng}000000&limit=200`));
  t.true(near.length > 100 && !near.some(({ value }: { value: string }) => value === elsewhere.value));
  const refused = async (more: object, district = dongcheng) => {
    const answer = await officer.file(
      { ...problem("选错了地方", stage.day(-3)), district: `${district}000000`, deadline: stage.day(9), ...more },
      true,
    );
    t.is(answer.status, 422, JSON.stringify(answer.body));
    return answer.body.errors.map(({ pointer, message }: { pointer: string; message: string }) => [pointer, message]);
  };
  t.is((await refused({ center: "东城区政务服务中心" }))[0][0], "/center");
  const outside = "所选的记录不在所选的区划内，请重新选择";
  t.deepEqual(await refused({ center: hall.id }, xicheng), [["/center", outside]]);
  t.deepEqual(await refused({ station: elsewhere.value }), [["/station", outside]]);
  t.deepEqual(await refused({ window: window.value }), [["/window", "请先选择“政务中心”"]]);
  t.deepEqual(await refused({ center: closing.id, window: window.value }), [
    ["/window", "所选的一项不在所选“政务中心”已生效的数据里，请重新选择"],
  ]);
});

let filed = "";
test.serial("R-EVA-10 R-EVA-31 lists and exports show what was chosen by its name, a window too", async (t) => {
  const places = { center: hall.id, window: window.value, station: station.value };
  filed = await east.report("窗口让补材料", places);
  await east.report("窗口排队久", { center: hall.id, window: other.value });
  const columns = ["title", "window", "station"];
  const { rows, labels } = got(
    await systemOffice.client.post("/lists/service-rating/sent/query", {
      columns,
      filters: { center: hall.id },
      sort: [{ field: "title" }],
    }),
  );
  const shown = rows.map((row: Record<string, string>) => labels.window[row.window ?? ""]);
  t.deepEqual(shown.sort(), [window.label, other.label].sort());
  t.is(window.label, "A01 市场准入综合窗口");
  t.is(labels.station[station.value], station.label);
  t.false("center" in rows[0], "a column that was not asked for is not sent");
});

test.serial("R-GEN-06 R-GEN-08 the history says what was chosen by the names of then", async (t) => {
  const draft = got(await east.file(reported("改选窗口", { center: hall.id, window: window.value }), false), 201);
  const { lockVersion, data } = draft;
  const changed = { ...data, window: other.value, problemClass: "101", otherItems: ["0104", "0105"] };
  got(await east.client.put(`/records/${draft.id}`, { data: changed, lockVersion }));
  const [event] = got(await east.client.get(`/records/${draft.id}/history`));
  const said = event.changes.map(({ title, before, after }: Record<string, string>) => [title, before, after]);
  t.deepEqual(said, [
    ["窗口", "A01 市场准入综合窗口", "B01 “办不成事”反映窗口"],
    ["其他涉及事项", "", "食品经营许可、公共场所卫生许可"],
    ["问题分类", "指南之外增加条件或材料", "材料清单缺失"],
  ]);
  got(await east.client.post(`/records/${draft.id}/cancel`, { reason: "只为演示" }));
});

test.serial(
  "R-EVA-33 R-GEN-06 history names centre, window and station; a name that stands for nothing is refused at its cell",
  async (t) => {
    const header = [
      ...[
        "*问题标题",
        "*问题内容",
        "*来源渠道",
        "*发生日期",
        "*满意度",
        "*所属区",
        "*涉及事项",
        "*评价指标类型",
        "*问题分类",
      ],
      ...["政务中心", "窗口", "村居站点"],
    ];
    const row = (title: string, district: string, ...places: string[]) => [
      ...[title, `${title}的具体内容`, "12345市民服务热线", "2023-05-06", "不满意", district, "企业设立登记"],
      ...["办事指南", "材料清单缺失", ...places],
    ];
    const rows = [
      header,
      row("历史一", "东城区", "东城区政务服务中心", "A01", station.label),
      row("历史二", "东城区", hall.id, "B01 “办不成事”反映窗口"),
      row("历史三", "西城区", "东城区政务服务中心"),
      row("历史四", "东城区", "没有这个大厅"),
      row("历史五", "东城区", "东城区政务服务中心", "Z99"),
      row("历史六", "东城区", "", "A01"),
      row("历史七", "东城区", "", "", elsewhere.label),
    ];
    const { result } = (await importRows(officer.client, recordType, rows, "good")).body;
    t.like(result, { rows: 7, imported: 2, wrong: 5 });
    t.deepEqual(
      result.problems.map(({ cell, message }: { cell: string; message: string }) => [cell, message]),
      [
        ["J4", "“东城区政务服务中心”不在本行所填的区划内，请核对名称或区划"],
        ["J5", "没有找到可以选用的政务中心“没有这个大厅”，请核对名称；已取消的不能再选，可以留空"],
        ["K6", "所选记录中没有窗口“Z99”，请核对编号或名称"],
        ["K7", "请先填写“政务中心”"],
        ["L8", `“${elsewhere.label}”不在本行所填的区划内，请核对名称或区划`],
      ],
    );
    const list = got(
      await officer.client.post("/lists/service-rating/history/query", { filters: { center: hall.id } }),
    );
    const windows = list.rows.map(({ id }: { id: string }) => officer.record(id));
    const chosen = (await Promise.all(windows)).map(({ data }) => [data.title, data.window, data.station]);
    t.deepEqual(chosen.sort(), [
      ["历史一", window.value, station.value],
      ["历史二", other.value, undefined],
    ]);
  },
);

test.serial("R-CTR-26 a cancelled centre is offered no more, and every rating that names it is flagged", async (t) => {
  const id = await east.report("大厅要搬", { center: closing.id });
  const asked = got(await center.post(`/records/${closing.id}/cancel`, { reason: "搬迁", evenIfReferenced: true }));
  t.true(asked.cancelling);
  await decide(reviewer, closing.id, "approve");
  t.deepEqual(await labels(`${centers}&within=${dongcheng}000000`), ["东城区政务服务中心"]);
  const again = await east.file(reported("还选旧的", { center: closing.id }), true);
  t.is(again.body.errors[0].message, "所选的记录已取消，请另选一条");
  const flagged = await systemOffice.titles("sent", { filters: { $referencesCancelled: true } });
  t.deepEqual(flagged, ["大厅要搬"]);
  const { warnings } = await systemOffice.record(id);
  t.deepEqual(
    warnings.map(({ pointer }: { pointer: string }) => pointer),
    ["/center"],
  );
  t.deepEqual((await systemOffice.record(filed)).warnings, []);
});

test.serial(
  "R-GEN-09 a street that may not read the rating is told nothing of it by the station it keeps",
  async (t) => {
    t.is((await streetStaff.get(`/records/${filed}`)).status, 404);
    const told = JSON.stringify(got(await streetStaff.get("/notifications")));
    t.false(told.includes("窗口让补材料"));
  },
);
