import test from "ava";
import { ProcessError } from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  call,
  compensate,
  end,
  eventTask,
  message,
  messageDefinition,
  multi,
  otherProcess,
  row,
  start,
  sub,
  subWith,
  thrown,
  timer,
  undoneBy,
  user,
  userWith,
} from "./bpmn.ts";
import { Scenario } from "./scenario.ts";

test("a return from one instance of a multi-instance task takes all of its instances away", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      userWith("m", multi("parallel", { times: "3" })),
      boundary("due", "m", timer("timeDuration", "P1D")),
      user("z"),
      end(),
      "s > a > m > z > e",
      "due > e",
    ),
  );
  scenario
    .complete("a")
    .complete("m")
    .move([scenario.tokenAt("m")], "a");
  t.deepEqual([scenario.tasks, scenario.timers, scenario.state.tokens.length], [["a"], [], 1]);
  scenario.complete("a");
  t.deepEqual([scenario.tasks, scenario.timers.length], [["m", "m", "m"], 1]);
  t.true(scenario.complete("m").complete("m").complete("m").complete("z").ended);
});

test("a return within one instance of a multi-instance sub-process leaves the others alone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith("p1", multi("parallel", { times: "2" }), ...row("s1 > b > c > e1")),
      user("z"),
      end(),
      "s > p1 > z > e",
    ),
  );
  scenario
    .complete("b")
    .complete("b")
    .move([scenario.tokenAt("c")], "b");
  t.deepEqual(scenario.tasks, ["b", "c"]);
  t.true(scenario.complete("c").complete("b").complete("c").complete("z").ended);
});

test("a return into a multi-instance sub-process from behind it opens one instance", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith("p1", multi("parallel", { times: "2" }), ...row("s1 > b > e1")),
      user("z"),
      end(),
      "s > p1 > z > e",
    ),
  );
  scenario.complete("b").complete("b").move("z", "b");
  t.deepEqual(scenario.tasks, ["b"]);
  t.deepEqual(scenario.complete("b").tasks, ["z"]);
});

test("a return inside a multi-instance branch of a parallel section leaves the sister branch alone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      user("a"),
      userWith("m", multi("parallel", { times: "2" })),
      user("b"),
      and("j"),
      user("z"),
      end(),
      "s > f > a > m > j > z > e",
      "f > b > j",
    ),
  );
  scenario
    .complete("a")
    .complete("m")
    .move([scenario.tokenAt("m")], "a");
  t.deepEqual(scenario.tasks, ["a", "b"]);
  scenario.complete("b").complete("a").complete("m").complete("m");
  t.deepEqual(scenario.tasks, ["z"]);
});

test("a return from an interrupting event sub-process to the scope's own work arms it again", async (t) => {
  const scenario = await Scenario.given(
    bpmn(messageDefinition("M", "halt"), ...row("s > a > b > e"), eventTask("es", message("M"))),
  );
  scenario.complete("a").publish("halt").move("x", "b");
  t.deepEqual([scenario.tasks, scenario.messages], [["b"], ["halt"]]);
  t.deepEqual(scenario.publish("halt").tasks, ["x"]);
  t.true(scenario.complete("x").ended);
});

test("a return within a called process stays in it; one to before the call takes it away", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      call("c", "other"),
      user("z"),
      end(),
      "s > a > c > z > e",
      otherProcess("other", ...row("os > ou > ov > oe")),
    ),
  );
  scenario.complete("a").complete("ou").move("ov", "ou");
  t.deepEqual(scenario.tasks, ["ou"]);
  scenario.complete("ou").move("ov", "a");
  t.deepEqual([scenario.tasks, scenario.state.tokens.length], [["a"], 1]);
  scenario.complete("a").complete("ou").complete("ov").move("z", "ov");
  t.deepEqual(scenario.tasks, ["ov"]);
  t.true(scenario.complete("ov").complete("z").ended);
});

test("what a sub-process did is forgotten for compensation when a return takes it away", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), user("a"), sub("p1", ...row("s1 > b > c > e1"), undoneBy("b", "ub")), end(), "s > a > p1 > e"),
  );
  scenario.complete("a").complete("b");
  t.is(scenario.state.done?.length, 1);
  scenario.move("c", "a");
  t.is(scenario.state.done, undefined);
});

test("work of a completed sub-process is not taken up again while it is being undone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      sub("p1", ...row("s1 > b > e1"), undoneBy("b", "ub")),
      thrown("undo", compensate()),
      user("z"),
      end(),
      "s > p1 > undo > z > e",
    ),
  );
  scenario.complete("b");
  const error = t.throws(() => scenario.move("ub", "b"), { instanceOf: ProcessError });
  t.is(error.code, "move-target");
  t.deepEqual(scenario.move("ub", "z").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});
