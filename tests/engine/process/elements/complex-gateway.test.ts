import test from "ava";
import { and, bpmn, complex, end, start, sub, user, xor } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const TWO_OF_THREE = bpmn(
  start(),
  and("f"),
  user("a"),
  user("b"),
  user("c"),
  complex("j", "=activationCount >= 2"),
  user("z"),
  end(),
  "s > f > a > j > z > e",
  "f > b > j",
  "f > c > j",
);

test("it goes on when two of three tokens have come, and takes in the third", async (t) => {
  const scenario = await Scenario.given(TWO_OF_THREE);
  t.deepEqual(scenario.complete("b").tasks, ["a", "c"]);
  t.deepEqual(scenario.complete("a").tasks, ["c", "z"]);
  t.deepEqual(scenario.complete("c").tasks, ["z"]);
  t.is(scenario.state.tokens.length, 1);
  t.true(scenario.complete("z").ended);
});

test("the instance ends only when the last token has been taken in", async (t) => {
  const scenario = await Scenario.given(TWO_OF_THREE);
  scenario.complete("a").complete("b").complete("z");
  t.false(scenario.ended);
  t.deepEqual(scenario.tasks, ["c"]);
  t.true(scenario.complete("c").ended);
});

test("the condition may read variables too", async (t) => {
  const xml = TWO_OF_THREE.replace("activationCount &gt;= 2", "activationCount &gt;= needed");
  t.regex(xml, /needed/);
  const one = await Scenario.given(xml, { needed: 1 });
  t.deepEqual(one.complete("c").tasks, ["a", "b", "z"]);
  const three = await Scenario.given(xml, { needed: 3 });
  t.deepEqual(three.complete("c").complete("a").tasks, ["b"]);
  t.deepEqual(three.complete("b").tasks, ["z"]);
});

test("inside a loop each round counts anew", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      xor("m"),
      and("f"),
      user("a"),
      user("b"),
      complex("j", "=activationCount = 1"),
      user("z"),
      xor("x"),
      end(),
      "s > m > f > a > j > z > x",
      "f > b > j",
      "x > m ? again",
      "x > e ? default",
    ),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["b", "z"]);
  scenario.complete("b").complete("z", { again: true });
  t.deepEqual(scenario.tasks, ["a", "b"]);
  scenario.complete("b").complete("a").complete("z", { again: false });
  t.true(scenario.ended);
});

test("a token of the next round waits until the gateway is as at first", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      xor("m"),
      and("f"),
      user("a"),
      user("b"),
      complex("j", "=activationCount = 1"),
      user("z"),
      xor("x"),
      end(),
      "s > m > f > a > j > z > x",
      "f > b > j",
      "x > m ? again",
      "x > e ? default",
    ),
  );
  scenario.complete("a").complete("z", { again: true }).complete("a");
  t.deepEqual(scenario.tasks, ["b", "b"], "the second token by a's flow waits, b of the first round is still to come");
  scenario.complete("b");
  t.deepEqual(scenario.tasks, ["b", "z"]);
  scenario.complete("z", { again: false }).complete("b");
  t.true(scenario.ended);
});

test("as a split it takes every flow that holds, and on the reset those that ask for it", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      user("a"),
      user("b"),
      complex("j", "=activationCount = 1"),
      user("first"),
      user("rest"),
      end(),
      "s > f > a > j",
      "f > b > j",
      "j > first ? =waitingForStart",
      "j > rest ? =not(waitingForStart)",
      "first > e",
      "rest > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["b", "first"]);
  t.deepEqual(scenario.complete("b").tasks, ["first", "rest"]);
  t.true(scenario.complete("first").complete("rest").ended);
});

test("without a condition it joins and splits as an inclusive gateway", async (t) => {
  const scenario = await Scenario.run(
    bpmn(
      start(),
      complex("f"),
      user("a"),
      user("b"),
      complex("j"),
      user("z"),
      end(),
      "s > f",
      "f > a ? n > 0",
      "f > b ? n > 1",
      "a > j > z > e",
      "b > j",
    ),
    { n: 2 },
  );
  t.deepEqual(scenario.complete("b").tasks, ["a"]);
  t.deepEqual(scenario.complete("a").tasks, ["z"]);
});

test("in a sub-process it keeps the scope open until it is reset", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      sub(
        "p1",
        start("s1"),
        and("f"),
        user("a"),
        user("b"),
        complex("j", "=activationCount = 1"),
        end("e1"),
        "s1 > f > a > j > e1",
        "f > b > j",
      ),
      user("z"),
      end(),
      "s > p1 > z > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["b"]);
  t.deepEqual(scenario.complete("b").tasks, ["z"]);
});
