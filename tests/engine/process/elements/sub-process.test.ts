import test from "ava";
import { and, boundary, bpmn, end, message, messageDefinition, start, sub, timer, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const XML = bpmn(
  messageDefinition("M", "cancelled"),
  start(),
  sub("p1", start("s1"), and("f"), user("a"), user("b"), end("e1"), "s1 > f > a > e1", "f > b > e1"),
  boundary("stop", "p1", message("M")),
  boundary("remind", "p1", timer("timeDuration", "P1D"), false),
  user("after"),
  user("cleanup"),
  user("nudge"),
  end(),
  "s > p1 > after > e",
  "stop > cleanup > e",
  "remind > nudge > e",
);

test("a sub-process is done when the last token in it has ended", async (t) => {
  const scenario = await Scenario.given(XML);
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.deepEqual(scenario.complete("a").tasks, ["b"]);
  t.deepEqual(scenario.complete("b").tasks, ["after"]);
  t.deepEqual([scenario.messages, scenario.timers], [[], []]);
  t.true(scenario.complete("after").ended);
});

test("an interrupting boundary event takes away all that runs inside", async (t) => {
  const scenario = await Scenario.given(XML);
  scenario.publish("cancelled");
  t.deepEqual(scenario.tasks, ["cleanup"]);
  t.is(scenario.effectsOf("closeTask").filter((effect) => effect.reason === "cancelled").length, 2);
  t.true(scenario.complete("cleanup").ended);
});

test("a non-interrupting boundary event runs beside", async (t) => {
  const scenario = await Scenario.given(XML);
  scenario.fire("remind");
  t.deepEqual(scenario.tasks, ["a", "b", "nudge"]);
  t.true(scenario.complete("a").complete("b").complete("nudge").complete("after").ended);
});

test("sub-processes nest, and several tokens run the same one apart from each other", async (t) => {
  const xml = bpmn(
    start(),
    and("f"),
    sub(
      "p1",
      start("s1"),
      sub("p2", start("s2"), and("g"), user("a"), user("b"), and("j"), end("e2"), "s2 > g > a > j > e2", "g > b > j"),
      end("e1"),
      "s1 > p2 > e1",
    ),
    end(),
    "s > f > p1 > e",
    '<bpmn:sequenceFlow id="again" sourceRef="f" targetRef="p1" />',
  );
  const scenario = await Scenario.given(xml);
  t.deepEqual(scenario.tasks, ["a", "a", "b", "b"]);
  // The first task of each kind belongs to the same run of the inner sub-process.
  scenario.complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.true(scenario.complete("a").complete("b").ended);
});
