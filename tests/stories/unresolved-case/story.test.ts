import test from "ava";
import type { Client } from "../../support/client.ts";
import { importRows } from "../../support/workbook.ts";
import { listRows, sheetOf } from "../key-work/excel.ts";
import { got } from "../key-work/got.ts";
import { dongcheng, openStage, xicheng } from "../service-rating/stage.ts";

const stage = await openStage();
const { officer, systemOffice } = stage;
const east = await stage.district(dongcheng);
const west = await stage.district(xicheng);

const recordType = "unresolved-case/case";
const list = (view: string) => `/lists/unresolved-case/${view}/query`;
const fill = (title: string, registeredOn: string, more: object = {}) => ({
  ...{ title, registeredOn, channel: "window", applicant: "person", serviceItem: "0107", reason: "08" },
  ...{ description: `申请人反映：${title}。`, ...more },
});

/** A district's report, sent; its id. */
async function report(who: { client: Client }, title: string, day: string, more: object = {}): Promise<string> {
  const data = fill(title, day, more);
  return got(await who.client.post("/records", { recordType, data, submit: true }), 201).id;
}
/** 查收. */
const receive = (id: string) => systemOffice.decide(id, "approve").then((answer) => got(answer));

const first = await report(east, "档案缺失", "2025-08-12", { solved: "yes" });
await receive(first);
await receive(await report(east, "系统故障", "2025-11-03", { reason: "05", solved: "no" }));
await receive(await report(west, "材料不齐", "2025-08-30", { reason: "02", solved: "yes" }));

test.after.always(() => stage.app.close());

test.serial("R-NBC-01 R-NBC-02 a district reports, the city sees every district's, a district its own", async (t) => {
  const titles = async (who: { client: Client }) => {
    const { rows } = got(await who.client.post(list("cases"), { count: "exact" }));
    return rows.map(({ title }: { title: string }) => title).sort();
  };
  t.deepEqual(await titles(east), ["档案缺失", "系统故障"].sort());
  t.deepEqual(await titles(west), ["材料不齐"]);
  t.deepEqual(await titles(systemOffice), ["材料不齐", "档案缺失", "系统故障"].sort());
  t.is((await west.client.get(`/records/${first}`)).status, 404);
  t.is((await officer.client.post("/records", { recordType, data: fill("市里填", "2025-08-01") })).status, 403);
});

test.serial("R-NBC-06 what was reported is locked for the district, unless the city sends it back", async (t) => {
  const id = await report(east, "待退回", "2025-09-01");
  const before = got(await east.client.get(`/records/${id}`));
  const { lockVersion } = before;
  t.false(before.abilities.canWithdraw);
  const data = { ...before.data, title: "改了" };
  for (const record of [id, first]) {
    const version = got(await east.client.get(`/records/${record}`)).lockVersion;
    const changed = await east.client.put(`/records/${record}`, { data, lockVersion: version });
    t.true([403, 409].includes(changed.status), JSON.stringify(changed.body));
    t.true([403, 409].includes((await east.client.post(`/records/${record}/cancel`, { reason: "不要了" })).status));
    t.true([403, 409].includes((await east.client.post(`/records/${record}/submit`)).status));
    t.is((await east.client.post(`/records/${record}/withdraw`)).status, 403);
  }
  t.is(got(await east.client.get(`/records/${id}`)).lockVersion, lockVersion);
  got(await systemOffice.decide(id, "return", { opinion: "请补充部门" }));
  const back = got(await east.client.get(`/records/${id}`));
  t.is(back.status, "returned");
  const more = { data: { ...back.data, department: "规自分局" }, lockVersion: back.lockVersion, submit: true };
  t.is(got(await east.client.put(`/records/${id}`, more)).status, "inReview");
});

test.serial(
  "R-NBC-03 R-NBC-04 the city sums up per quarter by reason, and opens the rows behind a number",
  async (t) => {
    const { table } = got(
      await officer.client.post("/statistics/unresolved-case/quarterly/query", { measures: ["count"] }),
    );
    const quarters = table.header[0]
      .map(({ text }: { text: string }) => text)
      .filter((text: string) => /季度/.test(text));
    t.deepEqual(quarters.slice(-2), ["2025年第三季度", "2025年第四季度"]);
    const counts = Object.fromEntries(
      table.rows.map((row: { head: { text: string }[]; cells: { value: number }[] }) => [
        row.head[0]?.text,
        row.cells.map(({ value }) => value),
      ]),
    );
    t.deepEqual(counts, { 材料不齐或不规范: [1, 0, 1], "系统故障、数据不同步": [0, 1, 1], 历史遗留问题: [1, 0, 1] });
    const behind = { filters: { registeredOn: { from: "2025-07-01", to: "2025-09-30" }, reason: "08" } };
    const { rows } = got(await officer.client.post(list("official"), behind));
    t.deepEqual(
      rows.map(({ title }: { title: string }) => title),
      ["档案缺失"],
    );
    const third = await officer.client.post("/statistics/unresolved-case/quarterly/query", {
      ...{ rows: ["district"], columns: [], measures: ["rate"], filters: { quarter: "2025-Q3" } },
    });
    const east3 = got(third).table.rows.find((row: { head: { text: string }[] }) => row.head[0]?.text === "东城区");
    t.is(east3.cells[0].value, 1);
  },
);

test.serial("R-NBC-07 the summary is exported as Excel with the same numbers", async (t) => {
  const sheet = await sheetOf(
    await officer.client.post("/statistics/unresolved-case/quarterly/export", { measures: ["count"] }),
  );
  const text = JSON.stringify(sheet.getSheetValues());
  t.true(text.includes("2025年第三季度") && text.includes("历史遗留问题"), text);
});

test.serial(
  "R-NBC-08 with “好差评” it makes one analysis by item, district, type and time, each reader within his own rows",
  async (t) => {
    const rated = { occurredOn: "2025-08-20", serviceItem: "0107", problemClass: "103" };
    await systemOffice.approve(await east.report("指南过时", rated));
    await systemOffice.approve(await west.report("窗口排队", { ...rated, occurredOn: "2025-11-20" }));
    await west.report("还没审核", rated);
    const path = "/statistics/unresolved-case/concentrated";
    type Row = { head: { text: string }[]; cells: { value: number }[] };
    const numbers = async (who: { client: Client }, request: object) => {
      const { table } = got(await who.client.post(`${path}/query`, request));
      const rows = table.rows.map(({ head, cells }: Row) => [head[0]?.text, cells.map(({ value }) => value)]);
      return Object.fromEntries(rows);
    };
    const by = (dimension: string, filters: object = {}) => ({ rows: [dimension], columns: ["origin"], filters });
    t.deepEqual(Object.values(await numbers(officer, by("serviceItem"))), [[2, 3, 5]]);
    t.like(await numbers(officer, by("district")), { 东城区: [1, 2, 3], 西城区: [1, 1, 2] });
    t.deepEqual(await numbers(officer, by("quarter")), { "2025年第三季度": [1, 2, 3], "2025年第四季度": [1, 1, 2] });
    const types = await numbers(officer, { rows: ["type"], columns: [] });
    t.deepEqual(types["办不成事：历史遗留问题"], [1]);
    t.deepEqual(
      Object.entries(types).flatMap(([name, count]) => (name.startsWith("好差评：") ? [count] : [])),
      [[2]],
    );
    t.deepEqual(await numbers(east, { rows: ["origin"], columns: [] }), { 好差评: [1], 办不成事: [2] });
    // Where only one source has anything the other is told as none.
    t.deepEqual(await numbers(east, by("district", { registeredOn: { from: "2025-08-20", to: "2025-08-20" } })), {
      东城区: [1, 0, 1],
    });
    const { sources } = got(await officer.client.get(path));
    for (const [at, titles] of [["窗口排队"], ["系统故障"]].entries()) {
      const { view, list: behind } = sources[at].behind;
      const day = at === 0 ? "occurredOn" : "registeredOn";
      const filters = { [day]: { from: "2025-10-01", to: "2025-12-31" } };
      const asked = { filters, drill: { view, measure: "count" } };
      const { rows } = got(await officer.client.post(`/lists/${behind}/query`, asked));
      t.deepEqual(
        rows.map(({ title }: { title: string }) => title),
        titles,
      );
    }
    const sheet = await sheetOf(await officer.client.post(`${path}/export`, by("quarter")));
    t.regex(JSON.stringify(sheet.getSheetValues()), /"2025年第三季度",1,2,3\]/);
  },
);

const header = ["事由", "登记日期", "所属区", "反映渠道", "诉求人类型", "涉及事项", "问题描述", "办不成原因"];
const old = (title: string, more: Record<number, unknown> = {}) =>
  Object.assign(
    [title, "2024/3/5", "东城区", "窗口", "企业", "企业设立登记", `历史：${title}，未受理。`, "其他"],
    more,
  );

test.serial("R-NBC-05 what came before the system is imported, seen by the city, and changed by nobody", async (t) => {
  const wrong = await importRows(
    officer.client,
    recordType,
    [header, old("甲企业"), old("乙企业", { 7: "不知道" })],
    "all",
  );
  t.like(wrong.body, { state: "done", result: { rows: 2, imported: 0, wrong: 1 } });
  t.like(wrong.body.result.problems[0], { row: 3, cell: "H3", title: "办不成原因" });
  const done = await importRows(officer.client, recordType, [header, old("甲企业"), old("乙企业")], "all");
  t.like(done.body, { state: "done", result: { rows: 2, imported: 2, wrong: 0 } });
  const { rows } = got(await systemOffice.client.post(list("history"), { count: "exact" }));
  t.deepEqual(rows.map((row: Record<string, unknown>) => [row.title, row.$district, row.$status]).sort(), [
    ["乙企业", "110101000000", "inForce"],
    ["甲企业", "110101000000", "inForce"],
  ]);
  const record = got(await officer.client.get(`/records/${rows[0].id}`));
  for (const who of [officer, systemOffice]) {
    const put = { data: record.data, lockVersion: record.lockVersion };
    t.is((await who.client.put(`/records/${record.id}`, put)).status, 403);
    t.is((await who.client.post(`/records/${record.id}/cancel`, { reason: "删" })).status, 403);
    t.is((await who.client.post(`/records/${record.id}/submit`)).status, 403);
  }
  t.is((await east.client.get(`/records/${record.id}`)).status, 404);
  t.deepEqual(got(await east.client.post(list("history"), {})).rows, []);
  t.is((await importRows(east.client, recordType, [header, old("丙企业")], "good")).status, 403);
  const exported = listRows(await sheetOf(await officer.client.post("/lists/unresolved-case/history/export", {})));
  t.deepEqual(exported.map(({ 事由 }) => 事由).sort(), ["乙企业", "甲企业"]);
});

test.after("nothing failed unseen", (t) => t.deepEqual(stage.app.logged, []));
