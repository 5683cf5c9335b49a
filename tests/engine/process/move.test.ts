import test from "ava";
import { ProcessError } from "../../../engine/process/index.ts";
import { and, boundary, bpmn, end, start, sub, timer, user } from "./bpmn.ts";
import { Scenario } from "./scenario.ts";

/** s > a > f > (b1 > b2 > b3 | c1 > c2) > j > z > e, with a due date on c1. */
const PARALLEL = bpmn(
  start(),
  user("a"),
  and("f"),
  user("b1"),
  user("b2"),
  user("b3"),
  user("c1"),
  boundary("due", "c1", timer("timeDuration", "P3D"), false),
  user("c2"),
  user("up"),
  and("j"),
  user("z"),
  end(),
  "s > a > f > b1 > b2 > b3 > j > z > e",
  "f > c1 > c2 > j",
  "due > up > e",
);

test("a return within a parallel branch leaves the other branch alone", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").complete("b2").move("b3", "b1");
  t.deepEqual(scenario.tasks, ["b1", "c1"]);
  t.deepEqual(
    scenario.effectsOf("closeTask").map((effect) => effect.nodeId),
    ["b3"],
  );
  scenario.complete("c1").complete("c2").complete("b1").complete("b2");
  t.deepEqual(scenario.tasks, ["b3"]);
  t.deepEqual(scenario.complete("b3").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("a return to before the split takes all branches away, with their timers", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").move("b2", "a");
  t.deepEqual(scenario.tasks, ["a"]);
  t.is(scenario.effectsOf("cancelTimer").length, 1);
  t.deepEqual(scenario.timers, []);
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["b1", "c1"]);
  t.is(scenario.timers.length, 1);
  scenario.complete("b1").complete("b2").complete("b3").complete("c1").complete("c2").complete("z");
  t.true(scenario.ended);
});

test("a branch that already waits at the join is taken away by a return to before the split", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("c1").complete("c2").complete("b1").move("b2", "a");
  t.is(scenario.state.tokens.length, 1);
  scenario.complete("a").complete("c1").complete("c2");
  t.deepEqual(scenario.tasks, ["b1"]);
});

test("a branch that waits at the join can be taken back into itself", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("c1").complete("c2");
  const waiting = scenario.state.tokens.find((token) => token.at === "j")?.id ?? "";
  scenario.move([waiting], "c2");
  t.deepEqual(scenario.tasks, ["b1", "c2"]);
  scenario.complete("c2").complete("b1").complete("b2").complete("b3").complete("z");
  t.true(scenario.ended);
});

test("a return from behind the join to before the split runs the whole section again", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").complete("b2").complete("b3").complete("c1").complete("c2").move("z", "a");
  t.deepEqual(scenario.complete("a").tasks, ["b1", "c1"]);
});

test("a move from behind the join into one branch is refused, since the join could never complete", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").complete("b2").complete("b3").complete("c1").complete("c2");
  const error = t.throws(() => scenario.move("z", "b1"), { instanceOf: ProcessError });
  t.is(error.code, "move-breaks-join");
  t.regex(error.message, /b1/);
  t.deepEqual(scenario.tasks, ["z"]);
});

test("a move into the sister branch is refused", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a");
  t.is(t.throws(() => scenario.move("b1", "c2"), { instanceOf: ProcessError }).code, "move-breaks-join");
  t.is(t.throws(() => scenario.move("all", "c2"), { instanceOf: ProcessError }).code, "move-breaks-join");
});

test("moving everything without naming tokens restarts from the target", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  scenario.complete("a").complete("b1").move(undefined, "a");
  t.deepEqual(scenario.tasks, ["a"]);
});

test("a return within the path beside a non-interrupting event leaves the task itself alone", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    boundary("due", "a", timer("timeDuration", "P1D"), false),
    user("n1"),
    user("n2"),
    end(),
    "s > a > e",
    "due > n1 > n2 > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.fire("due").complete("n1").move("n2", "n1");
  t.deepEqual(scenario.tasks, ["a", "n1"]);
  t.true(scenario.complete("a").complete("n1").complete("n2").ended);
});

test("a return re-arms the timers of the task it comes back to", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    boundary("due", "a", timer("timeDuration", "P3D")),
    user("b"),
    end(),
    "s > a > b > e",
    "due > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("a");
  t.deepEqual(scenario.timers, []);
  scenario.at = "2026-03-10T01:00:00.000Z";
  scenario.move("b", "a");
  t.deepEqual(scenario.timers, [["due", "2026-03-13T01:00:00.000Z"]]);
});

const NESTED = bpmn(
  start(),
  user("a"),
  sub(
    "p1",
    start("s1"),
    user("b"),
    sub("p2", start("s2"), user("c"), user("d"), end("e2"), "s2 > c > d > e2"),
    end("e1"),
    "s1 > b > p2 > e1",
  ),
  boundary("due", "p1", timer("timeDuration", "P9D")),
  user("z"),
  end(),
  "s > a > p1 > z > e",
  "due > e",
);

test("a return out of nested sub-processes closes them", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").complete("b").complete("c").move("d", "a");
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual([scenario.state.tokens.length, scenario.timers.length], [1, 0]);
});

test("a return to an outer sub-process keeps it and its timers running", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").complete("b").complete("c").move("d", "b");
  t.deepEqual(scenario.tasks, ["b"]);
  t.is(scenario.timers.length, 1);
  t.is(scenario.effectsOf("cancelTimer").length, 0);
  scenario.complete("b").complete("c").complete("d").complete("z");
  t.true(scenario.ended);
});

test("a move into a nested sub-process opens those around it", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").complete("b").complete("c").complete("d").move("z", "d");
  t.deepEqual(scenario.tasks, ["d"]);
  t.is(scenario.timers.length, 1);
  t.true(scenario.complete("d").complete("z").ended);
});

test("a move to a join, a boundary event or nowhere is refused", async (t) => {
  const scenario = await Scenario.given(PARALLEL);
  for (const target of ["j", "due", "nowhere"]) {
    t.is(t.throws(() => scenario.move("a", target), { instanceOf: ProcessError }).code, "move-target");
  }
  t.is(t.throws(() => scenario.move("z", "a"), { instanceOf: ProcessError }).code, "move-source");
});

test("terminating closes everything", async (t) => {
  const scenario = await Scenario.given(NESTED);
  scenario.complete("a").do({ type: "terminate" });
  t.true(scenario.ended);
  t.deepEqual(scenario.effectsOf("end"), [{ type: "end", outcome: "cancelled" }]);
  t.is(scenario.effectsOf("closeTask").length, 1);
  t.is(scenario.effectsOf("cancelTimer").length, 1);
});

test("a move into a parallel branch of a sub-process that is opened anew is refused", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    sub("p1", start("s1"), and("f"), user("b"), user("c"), and("j"), end("e1"), "s1 > f > b > j > e1", "f > c > j"),
    end(),
    "s > a > p1 > e",
  );
  const scenario = await Scenario.given(xml);
  t.is(t.throws(() => scenario.move("a", "b"), { instanceOf: ProcessError }).code, "move-breaks-join");
  scenario.complete("a");
  t.is(t.throws(() => scenario.move("all", "b"), { instanceOf: ProcessError }).code, "move-breaks-join");
  t.deepEqual(scenario.complete("b").move("c", "p1").tasks, ["b", "c"]);
});

/** A reminder beside b1, which outlives the parallel section it began in. */
const BESIDE = bpmn(
  start(),
  and("f"),
  user("b1"),
  boundary("due", "b1", timer("timeDuration", "P1D"), false),
  user("nudge"),
  user("c1"),
  and("j"),
  user("z"),
  end(),
  end("e2"),
  "s > f > b1 > j > z > e",
  "f > c1 > j",
  "due > nudge > e2",
);

test("a token beside the main path does not pass for its branch once the join is done", async (t) => {
  const scenario = await Scenario.given(BESIDE);
  scenario.fire("due").complete("b1").complete("c1");
  t.deepEqual(scenario.tasks, ["nudge", "z"]);
  t.is(t.throws(() => scenario.move("nudge", "b1"), { instanceOf: ProcessError }).code, "move-breaks-join");
  t.true(scenario.complete("z").complete("nudge").ended);
});

test("a branch's own token cannot be moved to a path that never comes to the join", async (t) => {
  const scenario = await Scenario.given(BESIDE);
  t.is(t.throws(() => scenario.move("b1", "nudge"), { instanceOf: ProcessError }).code, "move-breaks-join");
  t.deepEqual(scenario.tasks, ["b1", "c1"]);
});
