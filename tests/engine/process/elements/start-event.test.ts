import test from "ava";
import { compile, ProcessError, start as startInstance } from "../../../../engine/process/index.ts";
import { bpmn, end, start, user } from "../bpmn.ts";
import { BEGIN, Scenario } from "../scenario.ts";

test("an instance begins at the none start event", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), end(), "s > a > e"), { year: 2026 });
  t.deepEqual(scenario.path, ["s", "a"]);
  t.deepEqual(scenario.state.variables, { year: 2026 });
});

test("several flows out of a start event all run", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), user("b"), end(), "s > a > e", "s > b > e"));
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.true(scenario.complete("b").complete("a").ended);
});

test("starting at a node that is no start event is refused", async (t) => {
  const model = await compile(bpmn(start(), user("a"), end(), "s > a > e"));
  const error = t.throws(() => startInstance(model, {}, BEGIN, "a"), { instanceOf: ProcessError });
  t.is(error.code, "no-start-event");
});
