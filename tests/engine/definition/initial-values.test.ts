import test from "ava";
import { initialValues } from "../../../engine/definition/index.ts";

const unit = { id: 3, level: 2, kind: "bureau", divisionCode: "110101000000" };
const at = "2026-12-31T17:00:00.000Z";

test("a new record begins with what its type declares for whoever files it", (t) => {
  const initial = {
    origin: '=if unit.level = 1 then "city" else "district"',
    place: "=unit.divisionCode",
    due: '=string(today() + duration("P7D"))',
    open: "=if unit.level = 1 then 1 else null",
    broken: "=nothing.here.at all(",
  };
  t.deepEqual(initialValues({ initial }, { unit, at }), {
    origin: "district",
    place: "110101000000",
    due: "2027-01-08",
  });
  t.deepEqual(initialValues({}, { unit, at }), {});
});
