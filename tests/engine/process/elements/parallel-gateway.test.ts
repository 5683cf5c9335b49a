import test from "ava";
import { and, bpmn, end, start, user, xor } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const BOTH = bpmn(
  start(),
  and("f"),
  user("a"),
  user("b"),
  and("j"),
  user("z"),
  end(),
  "s > f > a > j > z > e",
  "f > b > j",
);

test("a parallel gateway opens all branches and joins them", async (t) => {
  const scenario = await Scenario.given(BOTH);
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.deepEqual(scenario.complete("b").tasks, ["a"]);
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
  t.is(scenario.state.tokens.length, 1);
  t.is(scenario.state.tokens[0]?.forks, undefined);
  t.true(scenario.complete("z").ended);
});

test("a reject loop inside one branch does not make the join fire early", async (t) => {
  const xml = bpmn(
    start(),
    and("f"),
    user("a"),
    user("check"),
    xor("x"),
    user("b"),
    and("j"),
    user("z"),
    end(),
    "s > f > a > check > x",
    "x > a ? ok = false",
    "x > j ? default",
    "f > b > j > z > e",
  );
  const scenario = await Scenario.given(xml);
  for (let round = 0; round < 3; round += 1) scenario.complete("a").complete("check", { ok: false });
  scenario.complete("a").complete("check", { ok: true });
  t.deepEqual(scenario.tasks, ["b"]);
  t.deepEqual(scenario.complete("b").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("two tokens by the same flow count as one branch, and the second waits for the next round", async (t) => {
  const xml = bpmn(
    start(),
    and("f"),
    user("a"),
    xor("m"),
    user("b"),
    user("c"),
    and("j"),
    user("z"),
    end(),
    "s > f > a > m > j > z > e",
    "f > b > m",
    "f > c > j",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["c"]);
  scenario.complete("c");
  t.deepEqual(scenario.tasks, ["z"]);
  scenario.complete("z");
  t.deepEqual(
    scenario.effectsOf("incident").map((effect) => effect.nodeId),
    ["j"],
  );
  t.false(scenario.ended);
});

test("a gateway may join and split at once", async (t) => {
  const xml = bpmn(
    start(),
    and("f"),
    user("a"),
    user("b"),
    and("m"),
    user("c"),
    user("d"),
    and("j"),
    end(),
    "s > f > a > m > c > j > e",
    "f > b > m > d > j",
  );
  const scenario = await Scenario.given(xml);
  t.deepEqual(scenario.complete("a").complete("b").tasks, ["c", "d"]);
  t.true(scenario.complete("d").complete("c").ended);
});
