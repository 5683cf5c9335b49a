import test from "ava";
import { drillRequest, type PivotCell, type PivotTable, type StatisticsRequest } from "../../../engine/view/index.ts";
import { listRows, mergesOf, sheetOf } from "./excel.ts";
import { got } from "./got.ts";
import { behind, type Entry, expected } from "./ledger.ts";
import { populate } from "./population.ts";
import { lastYear, openStage } from "./stage.ts";

const stage = await openStage();
const ledger = await populate(stage);
const view = got(await stage.asOfficer.client.get("/statistics/key-work/monthlyCompletion"));
test.after.always(() => stage.app.close());
const { asOfficer } = stage;

const dimensions = ["year", "keyWork", "workContent", "month", "district"];
const cellsOf = ({ rows, totals }: PivotTable): PivotCell[] =>
  [...rows, ...(totals ? [totals] : [])].flatMap((row) => row.cells);

/**
 * Every way of putting each dimension down the side, across the top or aside; of four and five dimensions at once, whose
 * tables are large, one way each.
 */
function layouts(): { rows: string[]; columns: string[] }[] {
  const all = dimensions.reduce(
    (before, key) =>
      before.flatMap(({ rows, columns }) => [
        { rows, columns },
        { rows: [...rows, key], columns },
        { rows, columns: [...columns, key] },
      ]),
    [{ rows: [] as string[], columns: [] as string[] }],
  );
  const used = ({ rows, columns }: (typeof all)[number]) =>
    dimensions.filter((key) => [...rows, ...columns].includes(key));
  const isHalved = (layout: (typeof all)[number]) => used(layout).slice(-2).join() === layout.columns.join();
  return all.filter((layout) => layout.rows.length > 0 && (used(layout).length < 4 || isHalved(layout)));
}

/** The wrong cells of a table, and the duties it shows in all. */
function compare(table: PivotTable, entries: readonly Entry[]) {
  const known = new Map<string, number | null>();
  const want = (cell: PivotCell): number | null => {
    const key = `${cell.measure}|${Object.entries(cell.drill).flat().join("|")}`;
    const found = known.has(key) ? (known.get(key) ?? null) : expected(entries, cell);
    known.set(key, found);
    return found;
  };
  const same = (a: number | null, b: number | null) => (a === null || b === null ? a === b : Math.abs(a - b) < 1e-9);
  const wrong = cellsOf(table).filter((cell) => !same(cell.value, want(cell)));
  const due = table.rows.flatMap(({ cells }) => cells.filter((_, at) => !table.columns[at]?.total));
  const sum = due.reduce((before, { measure, value }) => before + (measure === "due" ? (value ?? 0) : 0), 0);
  return { wrong, due: sum };
}

test("the ledger holds every state a duty can be in", (t) => {
  t.is(ledger.length, 16 * (3 * 2 + 2 + 1));
  const kinds = new Set(ledger.map(({ submitted, late, completion }) => JSON.stringify([submitted, late, completion])));
  t.true(kinds.size >= 8, [...kinds].join());
});

test("R-KEY-12 R-KEY-13 R-KEY-14 R-KEY-15: every combination of year, work, content, month and district counts right", async (t) => {
  const all = layouts();
  t.is(new Set(all.map(({ rows, columns }) => [...rows, ...columns].sort().join())).size, 2 ** 5 - 1);
  for (const layout of all) {
    const { wrong, due } = compare(await asOfficer.statistics(layout), ledger);
    t.deepEqual([wrong.slice(0, 3), due], [[], ledger.length], JSON.stringify(layout));
  }
});

test("R-KEY-07 R-KEY-16: the monthly table shows all 16 districts and 12 months, done or not", async (t) => {
  const table = await asOfficer.statistics({});
  t.is(table.title, "月份重点工作完成情况统计表");
  t.is(table.rows.length, 16);
  t.deepEqual(
    table.header[0]?.map(({ text }) => text),
    ["行政区域", ...Array.from({ length: 12 }, (_, at) => `${at + 1}月`), "全年", "合计"],
  );
  t.is(table.rows[0]?.head[0]?.text, "东城区");
});

test("R-KEY-12 R-KEY-15: filters by year and district leave the rest out of every number", async (t) => {
  const filters = { $year: lastYear, $district: "110105000000" };
  const entries = ledger.filter(({ year, district }) => year === lastYear && district === filters.$district);
  const { wrong, due } = compare(
    await asOfficer.statistics({ rows: ["district"], columns: ["month"], filters }),
    entries,
  );
  t.deepEqual([wrong, due], [[], 2]);
});

/** Ids of the rows that a number's own drill request lists. */
async function opened(cell: PivotCell, request: StatisticsRequest): Promise<unknown[]> {
  const rows = await asOfficer.rows("obligations", drillRequest(view, cell, request));
  return rows.map(({ id }) => id).sort();
}

test("R-KEY-16: every number opens exactly the rows it counts", async (t) => {
  const asked: StatisticsRequest[] = [
    { rows: ["district"], columns: [], measures: ["due", "overdue", "done"], filters: { $year: lastYear } },
    { rows: ["keyWork", "workContent"], columns: ["year"] },
    { rows: ["month"], columns: [], filters: { $district: ["110101000000", "110105000000"] } },
  ];
  let checked = 0;
  for (const request of asked) {
    const { $year, $district } = (request.filters ?? {}) as { $year?: number; $district?: string[] };
    const entries = ledger.filter(
      ({ year, district }) => ($year ?? year) === year && ($district?.includes(district) ?? true),
    );
    for (const cell of cellsOf(await asOfficer.statistics(request)).filter(({ value }) => value)) {
      const want = behind(entries, cell)
        .map(({ id }) => id)
        .sort();
      t.deepEqual(await opened(cell, request), want, JSON.stringify(cell));
      if (cell.measure !== "rate") t.is(cell.value, want.length);
      checked += 1;
    }
  }
  t.true(checked > 60, `${checked} numbers`);
});

test("R-KEY-17: the table's Excel has the header, merges and numbers of the one on screen", async (t) => {
  for (const request of [{}, { rows: ["keyWork", "workContent"], columns: ["year", "month"] }]) {
    const table = await asOfficer.statistics(request);
    const sheet = await sheetOf(await asOfficer.client.post("/statistics/key-work/monthlyCompletion/export", request));
    t.is(sheet.getCell(1, 1).value, table.title);
    const merges = new Set(mergesOf(sheet));
    for (const [level, cells] of table.header.entries()) {
      for (const { text, rowSpan, colSpan, column } of cells) {
        const first = sheet.getCell(3 + level, 1 + column);
        t.is(first.value, text);
        const last = sheet.getCell(2 + level + rowSpan, column + colSpan);
        if (first !== last) t.true(merges.has(`${first.address}:${last.address}`), `${text} is not merged`);
      }
    }
    const top = 3 + table.header.length;
    for (const [at, { cells }] of [...table.rows, ...(table.totals ? [table.totals] : [])].entries()) {
      const shown = cells.map((_, column) => sheet.getCell(top + at, table.headColumns + column + 1).value);
      t.deepEqual(
        shown,
        cells.map(({ value }) => value),
      );
    }
  }
});

test("R-KEY-17: the lists' Excel holds every row with real dates and numbers", async (t) => {
  const filters = { $year: lastYear };
  const duties = listRows(
    await sheetOf(await asOfficer.client.post("/lists/key-work/obligations/export", { filters })),
  );
  t.is(duties.length, 32);
  t.true(duties.every((row) => row.截止时间 instanceof Date && row.截止时间.getUTCFullYear() === lastYear));
  t.is(
    duties.filter((row) => row.上报时间 instanceof Date).length,
    ledger.filter((one) => one.year === lastYear && one.submitted).length,
  );
  const entries = listRows(await sheetOf(await asOfficer.client.post("/lists/key-work/progressEntries/export", {})));
  t.is(entries.length, ledger.filter(({ completion }) => completion !== null).length);
  t.true(entries.every(({ 本期完成量: amount }) => amount === 7));
  t.deepEqual([...new Set(entries.map((row) => row.完成情况))].sort(), ["已完成", "推进中"].sort());
});

test("R-KEY-06: districts and agencies have no city statistics", async (t) => {
  for (const login of ["110101-filler", "110101-reviewer", "agency-1", "110101001-staff"]) {
    const { status } = await (await stage.app.client(login)).post("/statistics/key-work/monthlyCompletion/query", {});
    t.is(status, 403, login);
  }
});

test.after("nothing of the story was logged as a fault", (t) => {
  t.deepEqual(stage.app.logged, []);
});
