import test from "ava";
import { type Asker, declaredValue, forAsker } from "../../../engine/view/index.ts";

// 00:30 on the second of March in Beijing, still the first in London.
const asker: Asker = {
  ...{ at: "2026-03-01T16:30:00.000Z", year: 2026, month: 3 },
  ...{ unit: 7, division: "110101000000", account: 9 },
};

test("a declared value that begins with = is worked out for whoever asks", (t) => {
  t.is(declaredValue("=today()", asker), "2026-03-02");
  t.is(declaredValue('=string(today() - duration("P1D"))', asker), "2026-03-01");
  t.is(declaredValue("=unit", asker), 7);
  t.is(declaredValue("=year - 1", asker), 2025);
  t.deepEqual(declaredValue(["=account", "x", 1], asker), [9, "x", 1]);
  t.is(declaredValue("plain", asker), "plain");
  t.is(declaredValue("=nobody.knows(", asker), undefined);
});

test("a condition keeps its shape, whatever depth a value stands at", (t) => {
  const declared = {
    all: [
      { field: "day", op: "lt" as const, value: "=today()" },
      { not: { any: [{ field: "$unit", op: "eq" as const, value: "=unit" }] } },
      { field: "note", op: "isNull" as const },
    ],
  };
  t.deepEqual(forAsker(declared, asker), {
    all: [
      { field: "day", op: "lt", value: "2026-03-02" },
      { not: { any: [{ field: "$unit", op: "eq", value: 7 }] } },
      { field: "note", op: "isNull" },
    ],
  });
});
