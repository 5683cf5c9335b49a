import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { boundary, bpmn, end, or, start, timer, user, xor } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const THREE = [
  start(),
  or("f"),
  user("a"),
  user("b"),
  user("c"),
  or("j"),
  user("z"),
  end(),
  "s > f",
  "f > a ? amount > 1",
  "f > b ? amount > 10",
  "f > c ? default",
  "a > j",
  "b > j",
  "c > j",
  "j > z > e",
];

test("an inclusive gateway takes every flow that holds, and its join waits for exactly those", async (t) => {
  const both = await Scenario.given(bpmn(...THREE), { amount: 20 });
  t.deepEqual(both.tasks, ["a", "b"]);
  t.deepEqual(both.complete("b").tasks, ["a"]);
  t.deepEqual(both.complete("a").tasks, ["z"]);
  t.true(both.complete("z").ended);
  const one = await Scenario.given(bpmn(...THREE), { amount: 5 });
  t.deepEqual(one.complete("a").tasks, ["z"]);
  const none = await Scenario.given(bpmn(...THREE), { amount: 0 });
  t.deepEqual(none.complete("c").tasks, ["z"]);
});

test("without a default an inclusive gateway where nothing holds is refused", async (t) => {
  const xml = bpmn(
    start(),
    or("f"),
    user("a"),
    user("b"),
    end(),
    "s > f",
    "f > a ? x = 1",
    "f > b ? x = 2",
    "a > e",
    "b > e",
  );
  const error = await t.throwsAsync(Scenario.given(xml), { instanceOf: ProcessError });
  t.is(error.code, "no-flow-taken");
});

test("an inclusive join fed from a reject loop in one branch waits until the loop is left", async (t) => {
  const xml = bpmn(
    start(),
    or("f"),
    user("a"),
    xor("x"),
    user("b"),
    or("j"),
    user("z"),
    end(),
    "s > f",
    "f > a ? true",
    "f > b ? true",
    "a > x",
    "x > a ? ok = false",
    "x > j ? default",
    "b > j > z > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("b").complete("a", { ok: false });
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.complete("a", { ok: true }).tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("an inclusive join inside an outer loop does not wait for tokens that could only come round again", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    or("f"),
    user("b"),
    user("c"),
    or("j"),
    xor("x"),
    end(),
    "s > a > f",
    "f > b ? n > 0",
    "f > c ? n > 1",
    "b > j",
    "c > j > x",
    "x > a ? again",
    "x > e ? default",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("a", { n: 2, again: true }).complete("b");
  t.deepEqual(scenario.tasks, ["c"]);
  scenario.complete("c");
  t.deepEqual(scenario.tasks, ["a"]);
  scenario.complete("a", { n: 1, again: false }).complete("b");
  t.true(scenario.ended);
});

test("a token that a boundary event may send to the join is waited for", async (t) => {
  const xml = bpmn(
    start(),
    or("f"),
    user("a"),
    user("b"),
    boundary("due", "b", timer("timeDuration", "P1D")),
    or("j"),
    user("z"),
    end("e"),
    end("e2"),
    "s > f",
    "f > a ? true",
    "f > b ? true",
    "a > j > z > e",
    "b > e2",
    "due > j",
  );
  const scenario = await Scenario.given(xml);
  t.deepEqual(scenario.complete("a").tasks, ["b"]);
  t.deepEqual(scenario.fire("due").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
  const other = await Scenario.given(xml);
  t.deepEqual(other.complete("a").complete("b").tasks, ["z"]);
});
