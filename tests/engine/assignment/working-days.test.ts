import test from "ava";
import { afterPause, afterWorkingDays, isWorkingDay } from "../../../engine/assignment/index.ts";

test("weekends, holidays and 调休 of the official calendar are known", (t) => {
  t.false(isWorkingDay("2025-10-01")); // National Day
  t.true(isWorkingDay("2025-09-28")); // a Sunday worked for it
  t.false(isWorkingDay("2025-09-27"));
  t.true(isWorkingDay("2025-09-29"));
});

test("an exception of the city goes before the official calendar", (t) => {
  const exceptions = new Map([
    ["2025-09-29", false],
    ["2025-10-01", true],
  ]);
  t.false(isWorkingDay("2025-09-29", exceptions));
  t.true(isWorkingDay("2025-10-01", exceptions));
});

test("working days end with the last second of their last day in China", (t) => {
  // Friday evening; Saturday is free, Sunday 28 September is worked.
  t.is(afterWorkingDays("2025-09-26T12:00:00.000Z", 1), "2025-09-28T15:59:59.000Z");
  // Over the National Day holidays of 1 to 8 October.
  t.is(afterWorkingDays("2025-09-30T01:00:00.000Z", 2), "2025-10-10T15:59:59.000Z");
  // 23:30 UTC is already the next day in China.
  t.is(afterWorkingDays("2025-10-08T23:30:00.000Z", 1), "2025-10-10T15:59:59.000Z");
  t.is(afterWorkingDays("2025-10-09T01:00:00.000Z", 1, new Map([["2025-10-10", false]])), "2025-10-11T15:59:59.000Z");
});

test("after a pause as many working days are left as when it began", (t) => {
  const due = "2025-10-10T15:59:59.000Z";
  // Before the holidays two are left, 9 and 10 October; on Saturday 11 October people work.
  const from = "2025-09-30T01:00:00.000Z";
  t.is(afterPause(due, { from, to: "2025-10-05T01:00:00.000Z" }), due, "free days cost nothing");
  t.is(afterPause(due, { from, to: "2025-10-09T01:00:00.000Z" }), "2025-10-11T15:59:59.000Z");
  t.is(afterPause(due, { from, to: "2025-10-10T01:00:00.000Z" }), "2025-10-13T15:59:59.000Z");
  t.is(
    afterPause(due, { from, to: "2025-10-09T01:00:00.000Z" }, new Map([["2025-10-11", false]])),
    "2025-10-13T15:59:59.000Z",
  );
  const last = "2025-10-10T01:00:00.000Z";
  t.is(afterPause(due, { from: last, to: "2025-10-10T03:00:00.000Z" }), due, "within the last day");
  t.is(afterPause(due, { from: last, to: "2025-10-12T01:00:00.000Z" }), "2025-10-13T15:59:59.000Z");
  t.is(afterPause(due, { from: "2025-10-11T01:00:00.000Z", to: "2025-11-11T01:00:00.000Z" }), due, "late stays late");
});
