import test from "ava";
import fc from "fast-check";
import { dueAt, parsePeriod, periodsOfYear } from "../../../engine/period/index.ts";

const due = (key: string, day: number): string | null => {
  const period = parsePeriod(key);
  return period && dueAt(period, day);
};

test("a period key tells kind, year, quarter, month and a Chinese title", (t) => {
  t.deepEqual(parsePeriod("2026-03"), {
    kind: "month",
    key: "2026-03",
    year: 2026,
    quarter: 1,
    month: 3,
    title: "2026年3月",
  });
  t.like(parsePeriod("2026-Q4"), { kind: "quarter", quarter: 4, month: null, title: "2026年第四季度" });
  t.like(parsePeriod("2026"), { kind: "year", quarter: null, title: "2026年" });
  t.like(parsePeriod("2026-once"), { kind: "once", year: 2026 });
});

test("what is no period is not taken for one", (t) => {
  for (const key of ["", "2026-00", "2026-13", "2026-3", "2026-Q5", "26-03", "2026-03-01", " 2026", "2026-ONCE"]) {
    t.is(parsePeriod(key), null, key);
  }
});

test("a month's report is due on the day of the next month, to the last second in Beijing", (t) => {
  t.is(due("2026-03", 5), "2026-04-05T23:59:59+08:00");
  t.is(due("2026-12", 5), "2027-01-05T23:59:59+08:00");
  t.is(due("2026-Q1", 10), "2026-04-10T23:59:59+08:00");
  t.is(due("2026", 31), "2027-01-31T23:59:59+08:00");
});

test("a due day that the month does not have becomes its last day", (t) => {
  t.is(due("2026-01", 31), "2026-02-28T23:59:59+08:00");
  t.is(due("2028-01", 31), "2028-02-29T23:59:59+08:00");
  t.is(due("2100-01", 30), "2100-02-28T23:59:59+08:00");
  t.is(due("2026-03", 31), "2026-04-30T23:59:59+08:00");
});

test("every period is due after its own end, and within 31 days of it", (t) => {
  const kinds = fc.constantFrom("month" as const, "quarter" as const, "year" as const, "once" as const);
  fc.assert(
    fc.property(kinds, fc.integer({ min: 1993, max: 2199 }), fc.integer({ min: 1, max: 31 }), (kind, year, day) => {
      for (const period of periodsOfYear(kind, year)) {
        const last = Date.parse(dueAt(period, day));
        const end = Date.parse(dueAt({ ...period }, 1)) - 24 * 3_600_000 + 1000;
        if (Number.isNaN(last) || last <= end || last - end > 31 * 24 * 3_600_000) return false;
        if (parsePeriod(period.key)?.title !== period.title) return false;
      }
      return true;
    }),
  );
  t.pass();
});

test("keys of a year's periods are unique and sorted", (t) => {
  for (const kind of ["month", "quarter", "year", "once"] as const) {
    const keys = periodsOfYear(kind, 2026).map((period) => period.key);
    t.deepEqual(keys, [...new Set(keys)].sort());
  }
});
