import test from "ava";
import { bpmn, end, start, task, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("an abstract task is passed through", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), task("n"), user("a"), end(), "s > n > a > e"));
  t.deepEqual(scenario.path, ["s", "n", "a"]);
  t.true(scenario.complete("a").ended);
});

test("an activity with conditional flows takes those that hold, or its default", async (t) => {
  const xml = bpmn(
    start(),
    task("n"),
    user("a"),
    user("b"),
    user("c"),
    end(),
    "s > n",
    "n > a ? =x > 1",
    "n > b ? =x > 2",
    "n > c ? default",
    "a > e",
    "b > e",
    "c > e",
  );
  t.deepEqual((await Scenario.given(xml, { x: 3 })).tasks, ["a", "b"]);
  t.deepEqual((await Scenario.given(xml, { x: 2 })).tasks, ["a"]);
  t.deepEqual((await Scenario.given(xml, { x: 0 })).tasks, ["c"]);
});
