import test from "ava";
import fc from "fast-check";
import { parseCycle } from "../../../engine/process/timer/cycle.ts";
import { addDuration, parseDuration } from "../../../engine/process/timer/duration.ts";
import { parseInstant } from "../../../engine/process/timer/instant.ts";
import { dueInstant, next, schedule } from "../../../engine/process/timer/schedule.ts";

const add = (at: string, text: string) => {
  const duration = parseDuration(text);
  return duration && addDuration(at, duration);
};

test("durations are added by the calendar", (t) => {
  t.is(add("2026-01-31T08:00:00.000Z", "P1M"), "2026-02-28T08:00:00.000Z");
  t.is(add("2028-01-31T08:00:00.000Z", "P1M"), "2028-02-29T08:00:00.000Z");
  t.is(add("2026-12-15T23:30:00.000Z", "P1Y2M3DT1H"), "2028-02-19T00:30:00.000Z");
  t.is(add("2026-03-01T00:00:00.000Z", "P2W"), "2026-03-15T00:00:00.000Z");
  t.is(add("2026-03-01T00:00:00.000Z", "PT1.5S"), "2026-03-01T00:00:01.500Z");
});

test("what is no duration is refused", (t) => {
  for (const text of ["", "P", "PT", "P1DT", "1D", "P-1D", "P1H", "PT1D", "P1.5D", "P99999999Y", "-P1D"]) {
    t.is(parseDuration(text), null, text);
  }
});

test("adding days and time agrees with plain milliseconds, for all instants", (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.nat(4000), fc.nat(99), (ms, days, hours) => {
      const at = new Date(ms).toISOString();
      return Date.parse(add(at, `P${days}DT${hours}H`) ?? "") === ms + (days * 24 + hours) * 3_600_000;
    }),
  );
  t.pass();
});

test("adding months keeps the day, or takes the last one of a shorter month, for all instants", (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.nat(60), (ms, months) => {
      const from = new Date(ms);
      const to = new Date(add(from.toISOString(), `P${months}M`) ?? "");
      const length = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
      const passed = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
      return passed === months && to.getUTCDate() === Math.min(from.getUTCDate(), length);
    }),
  );
  t.pass();
});

test("instants are read with a zone, or in China's time without one", (t) => {
  t.is(parseInstant("2026-01-31T09:00:00+08:00"), "2026-01-31T01:00:00.000Z");
  t.is(parseInstant("2026-01-31T09:00"), "2026-01-31T01:00:00.000Z");
  t.is(parseInstant("2026-01-31"), "2026-01-30T16:00:00.000Z");
  t.is(parseInstant("2026-01-31", true), "2026-01-31T15:59:59.000Z");
  for (const text of ["31.1.2026", "2026-13-01", "2026-01-31 09:00", "now"]) t.is(parseInstant(text), null, text);
});

test("cycles are read, and end after their last firing", (t) => {
  t.is(parseCycle("R3/PT1H")?.times, 3);
  t.is(parseCycle("R/2026-01-01T00:00:00Z/P1M")?.start, "2026-01-01T00:00:00.000Z");
  for (const text of ["R3", "PT1H", "R3/1H", "3/PT1H", "R3/x/PT1H", "R-1/PT1H"]) t.is(parseCycle(text), null, text);
  t.deepEqual(schedule("cycle", "R2/PT1H", "2026-01-01T00:00:00.000Z"), {
    due: "2026-01-01T01:00:00.000Z",
    every: "PT1H",
    left: 1,
  });
  t.deepEqual(next("2026-01-01T01:00:00.000Z", "PT1H", 1), { due: "2026-01-01T02:00:00.000Z", every: "PT1H", left: 0 });
  t.is(next("2026-01-01T02:00:00.000Z", "PT1H", 0), null);
  t.is(schedule("cycle", "R3/PT0S", "2026-01-01T00:00:00.000Z"), null);
});

test("a due date is an instant, the end of a day in China, or a duration from now", (t) => {
  t.is(dueInstant("2026-03-31", "2026-03-01T00:00:00.000Z"), "2026-03-31T15:59:59.000Z");
  t.is(dueInstant("P3D", "2026-03-01T00:00:00.000Z"), "2026-03-04T00:00:00.000Z");
  t.is(dueInstant("bald", "2026-03-01T00:00:00.000Z"), null);
});
