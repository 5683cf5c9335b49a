import test from "ava";
import ExcelJS from "exceljs";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { station, stationPackage } from "../records/station-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [stationPackage] });
});
test.after.always(() => app.close());

test("a list is exported with its labels, real dates and numbers, all pages, hidden fields left out", async (t) => {
  const filler = await app.client("110101-filler");
  for (let n = 0; n < 25; n++) {
    const data = station({
      name: n === 0 ? "=cmd" : `站${n}`,
      color: "red",
      amount: n,
      openedOn: "2026-03-01",
      place: "110101000000",
      tags: ["a", "b"],
    });
    t.is((await filler.post("/records", { recordType: "stations/station", data })).status, 201);
  }
  const asked = {
    sort: [{ field: "amount", order: "asc" }],
    filters: { color: "red", $district: "110101000000" },
    columns: ["name", "color", "amount", "openedOn", "place", "tags", "$status", "$unit"],
  };
  const answer = await filler.post("/lists/stations/stations/export", asked);
  t.is(answer.status, 200);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(answer.body);
  const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
  t.is(sheet.rowCount, 3 + 25);
  t.regex(String(sheet.getCell(2, 1).value), /筛选条件：颜色：红；行政区域：东城区$/);
  t.deepEqual((sheet.getRow(3).values as string[]).slice(1), [
    "名称",
    "颜色",
    "数量",
    "开放日期",
    "所在区划",
    "标签",
    "状态",
    "填报单位",
  ]);
  const first = (sheet.getRow(4).values as unknown[]).slice(1);
  t.deepEqual(first, ["=cmd", "红", 0, new Date("2026-03-01T00:00:00Z"), "东城区", "甲、乙", "草稿", "东城区政务局"]);
  const whole = await filler.post("/lists/stations/stations/export", {});
  const all = new ExcelJS.Workbook();
  await all.xlsx.load(whole.body);
  const titles = (all.worksheets[0] as ExcelJS.Worksheet).getRow(3).values as string[];
  t.true(titles.includes("名称"));
  t.false(titles.includes("内部评价"));
  t.is((await app.db.owner("audit_log").where({ action: "list.export" })).length, 2);
});
