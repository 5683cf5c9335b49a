import test from "ava";
import { bpmn, end, manual, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("a manual task is done outside the system and passed through", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), manual("stamp"), end(), "s > a > stamp > e"));
  scenario.complete("a");
  t.true(scenario.ended);
  t.deepEqual(scenario.path, ["s", "a", "stamp", "e"]);
});
