import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { bpmn, end, start, user, xor } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const CHOICE = [
  start(),
  user("a"),
  xor("x"),
  user("b"),
  user("c"),
  end(),
  "s > a > x",
  "x > b ? =amount > 100",
  "b > e",
  "c > e",
];

test("an exclusive gateway takes the first flow whose condition holds", async (t) => {
  const xml = bpmn(...CHOICE, "x > c ? amount > 10");
  t.deepEqual((await Scenario.given(xml)).complete("a", { amount: 500 }).tasks, ["b"]);
  t.deepEqual((await Scenario.given(xml)).complete("a", { amount: 50 }).tasks, ["c"]);
});

test("an exclusive gateway takes its default when no condition holds, or when it is unknown", async (t) => {
  const xml = bpmn(...CHOICE, "x > c ? default");
  t.deepEqual((await Scenario.given(xml)).complete("a", { amount: 5 }).tasks, ["c"]);
  t.deepEqual((await Scenario.given(xml)).complete("a").tasks, ["c"]);
});

test("without a default the step is refused, names the gateway, and leaves the instance as it was", async (t) => {
  const scenario = await Scenario.given(bpmn(...CHOICE, "x > c ? amount > 10"));
  const error = t.throws(() => scenario.complete("a", { amount: 1 }), { instanceOf: ProcessError });
  t.is(error.code, "no-flow-taken");
  t.regex(error.message, /“x”/);
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.complete("a", { amount: 11 }).tasks, ["c"]);
});

test("a reject loop comes back to the task as often as it is rejected", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    user("b"),
    xor("x"),
    end(),
    "s > a > b > x",
    "x > a ? ok = false",
    "x > e ? default",
  );
  const scenario = await Scenario.given(xml);
  for (let round = 0; round < 3; round += 1) scenario.complete("a").complete("b", { ok: false });
  t.true(scenario.complete("a").complete("b", { ok: true }).ended);
});
