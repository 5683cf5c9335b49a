import test from "ava";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { station, stationPackage } from "../records/station-package.ts";

interface Made {
  district: string;
  month: number | null;
  color: string | null;
  amount: number;
  official: boolean;
}

let app: TestApp;
const made: Made[] = [];

test.before(async () => {
  app = await startTestApp({ packages: [stationPackage] });
  const choices = fc.record({
    district: fc.constantFrom("110101", "110102"),
    month: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(null)),
    color: fc.constantFrom("red", "green", null),
    amount: fc.integer({ min: 0, max: 1000 }),
    official: fc.boolean(),
  });
  for (const one of fc.sample(choices, { numRuns: 60, seed: 7 })) {
    const filler = await app.client(`${one.district}-filler`);
    const { month, color, amount } = one;
    const data = station({ amount, ...(month !== null && { month }), ...(color !== null && { color }) });
    const { status } = await filler.post("/records", { recordType: "stations/station", data, submit: one.official });
    if (status !== 201) throw new Error(`not created: ${status}`);
    made.push(one);
  }
});
test.after.always(() => app.close());

const path = "/statistics/stations/monthly";
const sum = (rows: Made[]) => rows.reduce((total, { amount }) => total + amount, 0);

test("every cell, total and ratio equals what counting by hand gives", async (t) => {
  const officer = await app.client("city-officer");
  const { status, body } = await officer.post(`${path}/query`, { rows: ["district"], columns: ["month", "color"] });
  t.is(status, 200, JSON.stringify(body));
  const { table } = body;
  const expected: Record<string, (rows: Made[]) => number | null> = {
    count: (rows) => rows.length,
    amount: sum,
    official: (rows) => rows.filter(({ official }) => official).length,
    rate: (rows) => (rows.length === 0 ? null : rows.filter(({ official }) => official).length / rows.length),
  };
  let checked = 0;
  for (const row of [...table.rows, table.totals]) {
    for (const cell of row.cells) {
      const { district, month, color } = cell.drill;
      const behind = made.filter(
        (one) =>
          (district === undefined || `${one.district}000000` === district) &&
          (month === undefined || one.month === month) &&
          (color === undefined || one.color === color),
      );
      const want = expected[cell.measure]?.(behind) ?? null;
      const close = want === null ? (cell.value ?? 0) === 0 : Math.abs((cell.value ?? 0) - want) < 1e-9;
      t.true(close, `${JSON.stringify(cell)} should be ${want}`);
      checked += 1;
    }
  }
  t.true(checked > 200);
  t.deepEqual(
    table.rows.map((row: { head: { text: string }[] }) => row.head[0]?.text),
    ["东城区", "西城区"],
  );
});

test("a filler's statistics hold his division only, and a number opens exactly its rows", async (t) => {
  const filler = await app.client("110101-filler");
  const { body } = await filler.post(`${path}/query`, { rows: ["district"], columns: [] });
  const mine = made.filter(({ district }) => district === "110101");
  const count = body.table.totals.cells.find((cell: { measure: string }) => cell.measure === "count");
  t.is(count.value, mine.length);
  const listed = await filler.post("/lists/stations/stations/query", {
    count: "exact",
    drill: { view: "monthly", measure: "official" },
  });
  t.is(listed.body.total.count, mine.filter(({ official }) => official).length);
});

test("tiles count what their list would show", async (t) => {
  const filler = await app.client("110101-filler");
  const drafts = made.filter(({ district, official }) => district === "110101" && !official).length;
  t.like((await filler.get("/tiles")).body[0], {
    key: "stations/drafts",
    title: "草稿",
    count: drafts,
    list: "stations/stations",
  });
  const rows = await filler.post("/lists/stations/stations/query", { tile: "drafts", count: "exact" });
  t.is(rows.body.total.count, drafts);
  const { table } = (await filler.post("/lists/stations/stations/analysis/query", { tile: "drafts" })).body;
  t.is(table.totals.cells[0].value, drafts);
  const unknown = await filler.post("/lists/stations/stations/query", { tile: "gone" });
  t.deepEqual([unknown.status, unknown.body.code], [404, "unknown-tile"]);
});

test("the exported table has the header, merges and numbers of the one on screen", async (t) => {
  const officer = await app.client("city-officer");
  const request = { rows: ["district"], columns: ["month"] };
  const { table } = (await officer.post(`${path}/query`, request)).body;
  const answer = await officer.post(`${path}/export`, request);
  t.is(answer.status, 200);
  t.regex(answer.headers.get("content-disposition") ?? "", /filename\*=UTF-8''%E6%9C%88%E4%BB%BD/);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(answer.body);
  const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
  t.is(sheet.getCell(1, 1).value, "月份站点统计表");
  t.regex(String(sheet.getCell(2, 1).value), /导出人：市经办/);
  const merges = new Set((sheet.model as unknown as { merges: string[] }).merges);
  for (const [level, cells] of table.header.entries()) {
    for (const { text, rowSpan, colSpan, column } of cells) {
      const [top, left] = [3 + level, column + 1];
      t.is(sheet.getCell(top, left).value, text);
      if (rowSpan < 2 && colSpan < 2) continue;
      const last = sheet.getCell(top + rowSpan - 1, left + colSpan - 1).address;
      t.true(merges.has(`${sheet.getCell(top, left).address}:${last}`), `${text} is not merged to ${last}`);
    }
  }
  const first = 3 + table.header.length;
  for (const [at, row] of [...table.rows, table.totals].entries()) {
    for (const [n, cell] of row.cells.entries()) {
      const shown = sheet.getCell(first + at, table.headColumns + n + 1).value;
      t.is(shown, cell.value);
      if (cell.value !== null) t.is(typeof shown, "number");
    }
  }
  t.is((sheet.views[0] as { ySplit?: number }).ySplit, first - 1);
});
