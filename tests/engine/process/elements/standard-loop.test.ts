import test from "ava";
import {
  boundary,
  bpmn,
  element,
  end,
  extensions,
  standardLoop,
  start,
  subWith,
  timer,
  user,
  userWith,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const looping = (content: string) => bpmn(start(), userWith("a", content), user("z"), end(), "s > a > z > e");

test("a standard loop does its task again while its condition holds, at least once", async (t) => {
  const scenario = await Scenario.given(looping(standardLoop('=outcome = "again"')));
  scenario.complete("a", {}, "again").complete("a", {}, "again");
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.complete("a", {}, "enough").tasks, ["z"]);
  const once = await Scenario.given(looping(standardLoop("=false")));
  t.deepEqual(once.complete("a").tasks, ["z"]);
});

test("with testBefore the task may not be done at all", async (t) => {
  const xml = looping(standardLoop("=loops > 0", 'testBefore="true"'));
  t.deepEqual((await Scenario.given(xml, { loops: 0 })).tasks, ["z"]);
  const some = await Scenario.given(xml, { loops: 1 });
  t.deepEqual(some.tasks, ["a"]);
  t.deepEqual(some.complete("a", { loops: 0 }).tasks, ["z"]);
});

test("a maximum ends the loop whatever the condition says, and is enough alone", async (t) => {
  for (const content of [standardLoop("=true", 'loopMaximum="2"'), standardLoop(undefined, 'loopMaximum="2"')]) {
    const scenario = await Scenario.given(looping(content));
    t.deepEqual(scenario.complete("a").tasks, ["a"]);
    t.deepEqual(scenario.complete("a").tasks, ["z"]);
  }
});

test("the loop counter counts the rounds", async (t) => {
  const scenario = await Scenario.given(looping(standardLoop("=loopCounter < 3")));
  scenario.complete("a").complete("a");
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
});

test("a sub-process loops with all that is in it, and its boundary event spans the rounds", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith("p1", standardLoop("=again"), start("s1"), user("a"), user("b"), end("e1"), "s1 > a > b > e1"),
      boundary("due", "p1", timer("timeDuration", "P1D")),
      user("late"),
      end(),
      "s > p1 > e",
      "due > late > e",
    ),
  );
  scenario.complete("a").complete("b", { again: true });
  t.deepEqual([scenario.tasks, scenario.timers.length], [["a"], 1]);
  t.deepEqual(scenario.fire("due").tasks, ["late"]);
});

test("a loop of a task that does not wait ends by its condition, or by the bound on moves", async (t) => {
  const script = (condition: string) =>
    bpmn(
      start(),
      element(
        "scriptTask",
        "n",
        extensions('<zeebe:script expression="=n + 1" resultVariable="n" />') + standardLoop(condition),
      ),
      user("z"),
      end(),
      "s > n > z > e",
    );
  t.is((await Scenario.run(script("=n < 10"), { n: 0 })).state.variables.n, 10);
  await t.throwsAsync(Scenario.run(script("=true"), { n: 0 }), { message: /超过 1000/ });
});
