import test from "ava";
import { and, boundary, bpmn, end, start, sub, terminateEnd, timer, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("a terminate end event ends everything that still runs", async (t) => {
  const xml = bpmn(
    start(),
    and("f"),
    user("a"),
    user("b"),
    boundary("due", "b", timer("timeDuration", "P1D")),
    terminateEnd("x"),
    end(),
    "s > f > a > x",
    "f > b > e",
    "due > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("a");
  t.true(scenario.ended);
  t.deepEqual(
    scenario.effectsOf("closeTask").map((effect) => [effect.nodeId, effect.reason]),
    [
      ["a", "completed"],
      ["b", "cancelled"],
    ],
  );
  t.is(scenario.effectsOf("cancelTimer").length, 1);
  t.is(scenario.effectsOf("end")[0]?.outcome, "terminated");
});

test("a terminate end event in a sub-process ends only the sub-process", async (t) => {
  const xml = bpmn(
    start(),
    sub(
      "p1",
      start("s1"),
      and("f"),
      user("a"),
      user("b"),
      terminateEnd("x"),
      end("e1"),
      "s1 > f > a > x",
      "f > b > e1",
    ),
    user("after"),
    end(),
    "s > p1 > after > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["after"]);
  t.true(scenario.complete("after").ended);
});
