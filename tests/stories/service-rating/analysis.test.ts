import test from "ava";
import { listRows, sheetOf } from "../key-work/excel.ts";
import { got } from "../key-work/got.ts";
import { dongcheng, openStage, xicheng } from "./stage.ts";

const stage = await openStage();
const { officer, systemOffice } = stage;
const east = await stage.district(dongcheng);
const west = await stage.district(xicheng);
const approved = [
  await east.report("东城甲", { channel: "08", problemClass: "101", occurredOn: "2025-02-01" }),
  await east.report("东城乙", { channel: "08", problemClass: "102", occurredOn: "2025-05-01" }),
  await west.report("西城甲", { channel: "01", problemClass: "101", occurredOn: "2025-05-20" }),
];
for (const id of approved) await systemOffice.approve(id);
await east.report("东城未审", { channel: "08", problemClass: "101" });
test.after.always(() => stage.app.close());

type Table = {
  rows: { head: { text: string }[]; cells: { value: number; drill: object }[] }[];
  totals: { cells: { value: number }[] };
};
const analysis = async (who: typeof officer | typeof east, list: string, request: object): Promise<Table> =>
  got(await who.client.post(`/lists/service-rating/${list}/analysis/query`, request)).table;
const counts = ({ rows }: Table) =>
  Object.fromEntries(
    rows.map(({ head, cells }) => [head.map(({ text }) => text).join("/"), cells.map(({ value }) => value)]),
  );

test.serial(
  "R-EVA-32 what a list shows is grouped by one or two fields, counted, and opened again as the same rows",
  async (t) => {
    const byChannel = await analysis(officer, "done", { rows: ["channel"], measures: ["count"] });
    t.like(counts(byChannel), { "12345市民服务热线": [2], 北京市政务服务网: [1] });
    const both = await analysis(officer, "done", {
      rows: ["$district"],
      columns: ["problemClass"],
      measures: ["count"],
    });
    const named = counts(both);
    t.deepEqual(named.东城区?.at(-1), 2);
    t.deepEqual(named.西城区?.at(-1), 1);
    const quarters = await analysis(officer, "done", { rows: ["occurredOn.quarter"], measures: ["count"] });
    t.deepEqual(counts(quarters), { "2025年第一季度": [1], "2025年第二季度": [2] });
    const second = await analysis(officer, "done", {
      rows: ["channel"],
      measures: ["count"],
      filters: { "occurredOn.quarter": "2025-Q2" },
    });
    t.is(second.totals.cells[0]?.value, 2);
    const behind = { filters: { occurredOn: { from: "2025-04-01", to: "2025-06-30" } } };
    t.deepEqual(await officer.titles("done", behind), ["东城乙", "西城甲"]);
    t.is((await officer.client.post("/lists/service-rating/done/analysis/query", { rows: ["gone"] })).status, 400);
  },
);

test.serial(
  "R-EVA-31 R-EVA-32 every list is searched, analysed and exported, each within the reader's own rows",
  async (t) => {
    for (const list of ["pending", "sent", "done", "overdue", "history"]) {
      for (const who of [officer, systemOffice, east, west]) {
        const { totals } = await analysis(who, list, { rows: ["$district"], measures: ["count"] });
        t.is(totals.cells[0]?.value ?? 0, (await who.titles(list)).length, list);
      }
      const searched = await analysis(officer, list, { rows: ["$district"], measures: ["count"], search: "甲" });
      t.is(searched.totals.cells[0]?.value ?? 0, (await officer.titles(list, { search: "甲" })).length, list);
      const sheet = await sheetOf(await officer.client.post(`/lists/service-rating/${list}/export`, { search: "甲" }));
      t.is(listRows(sheet).length, (await officer.titles(list, { search: "甲" })).length, list);
    }
    const workbook = await sheetOf(
      await officer.client.post("/lists/service-rating/done/analysis/export", { rows: ["channel"] }),
    );
    t.true(JSON.stringify(workbook.getSheetValues()).includes("12345市民服务热线"));
    const offered = got(await east.client.get("/lists/service-rating/done/analysis"));
    t.true(offered.dimensions.some(({ key }: { key: string }) => key === "occurredOn.month"));
    const agency = await stage.app.client("agency-1");
    t.is((await agency.post("/lists/service-rating/done/analysis/query", {})).status, 403);
  },
);

test.serial("R-EVA-03 R-EVA-05 R-EVA-29 only approved problems are counted, by channel and by type", async (t) => {
  const { table } = got(
    await officer.client.post("/statistics/service-rating/problems/query", { rows: ["channel"], measures: ["count"] }),
  );
  t.is(table.totals.cells[0].value, 3);
  t.like(counts(table), { "12345市民服务热线": [2] });
  const types = { rows: ["problemClass"], measures: ["count"] };
  const byType = got(await officer.client.post("/statistics/service-rating/problems/query", types)).table;
  t.like(counts(byType), { 材料清单缺失: [2], 样本缺失或有错: [1] });
  const own = got(await east.client.post("/statistics/service-rating/problems/query", types)).table;
  t.is(own.totals.cells[0].value, 2);
});

test.after("nothing failed unseen", (t) => t.deepEqual(stage.app.logged, []));
