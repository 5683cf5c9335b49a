import test from "ava";
import { bpmn, end, milestone, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("an intermediate none throw event shows in the history and passes on", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), milestone("reported"), user("a"), end(), "s > reported > a > e"));
  t.deepEqual(scenario.path, ["s", "reported", "a"]);
  t.true(scenario.complete("a").ended);
});
