import test from "ava";
import { type Command, ProcessError } from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  caught,
  end,
  message,
  messageDefinition,
  multi,
  or,
  race,
  start,
  sub,
  timer,
  user,
  userWith,
  xor,
} from "./bpmn.ts";
import { Scenario } from "./scenario.ts";

const refusedAs = (t: { is(a: unknown, b: unknown): void }, scenario: Scenario, command: Command, code: string) => {
  let found: unknown;
  try {
    scenario.do(command);
  } catch (error) {
    found = error;
  }
  t.is(found instanceof ProcessError ? found.code : found, code);
};

test("a timer and a completion race: whichever is second is refused and changes nothing", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    boundary("due", "a", timer("timeDuration", "P1D")),
    user("b"),
    user("late"),
    end(),
    "s > a > b > e",
    "due > late > e",
  );
  const given = await Scenario.given(xml);
  const complete: Command = { type: "completeTask", taskId: given.state.tokens[0]?.task ?? "" };
  const fire: Command = { type: "fireTimer", timerId: given.state.timers[0]?.id ?? "" };
  given.do(complete);
  refusedAs(t, given, fire, "timer-not-open");
  t.deepEqual(given.tasks, ["b"]);
  const other = await Scenario.given(xml);
  other.do(fire);
  refusedAs(t, other, complete, "task-not-open");
  t.deepEqual(other.tasks, ["late"]);
});

test("a message and a timer behind an event-based gateway race: the second finds nothing", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "go"),
      start(),
      race("g"),
      caught("m", message("M")),
      caught("d", timer("timeDuration", "P1D")),
      user("a"),
      user("b"),
      end(),
      "s > g > m > a > e",
      "g > d > b > e",
    ),
  );
  const timerId = scenario.state.timers[0]?.id ?? "";
  scenario.publish("go");
  refusedAs(t, scenario, { type: "fireTimer", timerId }, "timer-not-open");
  refusedAs(t, scenario, { type: "publishMessage", name: "go" }, "message-not-expected");
  t.deepEqual(scenario.tasks, ["a"]);
});

test("the last instance of a multi-instance task and the timer of the whole race", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      userWith("a", multi("parallel", { times: "2" })),
      boundary("due", "a", timer("timeDuration", "P1D")),
      user("z"),
      end(),
      "s > a > z > e",
      "due > e",
    ),
  );
  const timerId = scenario.state.timers[0]?.id ?? "";
  scenario.complete("a").complete("a");
  refusedAs(t, scenario, { type: "fireTimer", timerId }, "timer-not-open");
  t.deepEqual(scenario.tasks, ["z"]);
});

test("several tokens on one activity are several tasks, each completed by itself", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      user("x"),
      user("y"),
      user("a"),
      boundary("due", "a", timer("timeDuration", "P1D")),
      end(),
      "s > f > x > a > e",
      "f > y > a",
      "due > e",
    ),
  );
  scenario.complete("x").complete("y");
  t.deepEqual([scenario.tasks, scenario.timers.length], [["a", "a"], 2]);
  const [first, second] = scenario.state.tokens;
  scenario.do({ type: "completeTask", taskId: second?.task ?? "" });
  t.deepEqual([scenario.state.tokens.map((token) => token.id), scenario.timers.length], [[first?.id], 1]);
  t.is(scenario.state.timers[0]?.token, first?.id);
  t.true(scenario.complete("a").ended);
});

test("a parallel join fed twice by one flow keeps the second token for the next round", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      user("x"),
      user("y"),
      xor("m"),
      user("c"),
      and("j"),
      user("z"),
      end(),
      "s > f > x > m",
      "f > y > m",
      "f > c > j",
      "m > j > z > e",
    ),
  );
  scenario.complete("x").complete("y");
  t.deepEqual(scenario.tasks, ["c"]);
  scenario.complete("c");
  t.deepEqual(scenario.tasks, ["z"]);
  t.is(scenario.state.tokens.filter((token) => token.at === "j").length, 1);
});

test("a parallel join whose branches come to it in one step counts each of them once", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      and("j"),
      user("z"),
      end(),
      "s > f > j > z > e",
      '<bpmn:sequenceFlow id="second" sourceRef="f" targetRef="j" />',
    ),
  );
  t.deepEqual(scenario.tasks, ["z"]);
  t.deepEqual(scenario.path, ["s", "f", "j", "j", "z"]);
});

test("a join fed from a loop waits for the loop to be left, however often it is run", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      xor("m"),
      user("a"),
      xor("x"),
      user("b"),
      and("j"),
      user("z"),
      end(),
      "s > f > m > a > x",
      "x > m ? again",
      "x > j ? default",
      "f > b > j > z > e",
    ),
  );
  scenario.complete("b");
  for (let round = 0; round < 5; round += 1) {
    scenario.complete("a", { again: true });
    t.deepEqual(scenario.tasks, ["a"]);
  }
  t.deepEqual(scenario.complete("a", { again: false }).tasks, ["z"]);
});

test("two inclusive joins in a row wait for one another's tokens only where those can come", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      or("f"),
      user("a"),
      user("b"),
      user("c"),
      or("j1"),
      user("d"),
      or("j2"),
      user("z"),
      end(),
      "s > f",
      "f > a ? true",
      "f > b ? true",
      "f > c ? true",
      "a > j1 > d > j2 > z > e",
      "b > j1",
      "c > j2",
    ),
  );
  scenario.complete("c").complete("a");
  t.deepEqual(scenario.tasks, ["b"]);
  t.deepEqual(scenario.complete("b").tasks, ["d"]);
  t.deepEqual(scenario.complete("d").tasks, ["z"]);
});

test("an inclusive join inside a loop whose body is run by two tokens joins those of one round", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      xor("m"),
      or("f"),
      user("a"),
      user("b"),
      or("j"),
      user("r"),
      xor("x"),
      end(),
      "s > m > f",
      "f > a ? n > 0",
      "f > b ? n > 1",
      "a > j > r > x",
      "b > j",
      "x > m ? again",
      "x > e ? default",
    ),
    { n: 2 },
  );
  scenario.complete("b");
  t.deepEqual(scenario.tasks, ["a"]);
  scenario.complete("a").complete("r", { again: true, n: 1 });
  t.deepEqual(scenario.tasks, ["a"]);
  scenario.complete("a").complete("r", { again: false });
  t.true(scenario.ended);
});

test("an inclusive join waits for a sub-process and for a multi-instance task as for any activity", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      or("f"),
      sub("p1", start("s1"), user("a"), end("e1"), "s1 > a > e1"),
      userWith("m", multi("parallel", { times: "2" })),
      user("b"),
      or("j"),
      user("z"),
      end(),
      "s > f",
      "f > p1 ? true",
      "f > m ? true",
      "f > b ? true",
      "p1 > j > z > e",
      "m > j",
      "b > j",
    ),
  );
  scenario.complete("b").complete("m").complete("a");
  t.deepEqual(scenario.tasks, ["m"]);
  t.deepEqual(scenario.complete("m").tasks, ["z"]);
});
