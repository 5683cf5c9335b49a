import test from "ava";
import {
  and,
  boundary,
  bpmn,
  cancel,
  compensate,
  end,
  error,
  errorDefinition,
  start,
  sub,
  thrown,
  timer,
  transaction,
  undoneBy,
  user,
  xor,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const XML = (inner: Parameters<typeof transaction>[1][] = []) =>
  bpmn(
    errorDefinition("E"),
    start(),
    transaction(
      "tx",
      start("ts"),
      and("f"),
      user("a"),
      user("b"),
      xor("x"),
      end("no", cancel),
      end("bad", error("E")),
      end("te"),
      "ts > f > a > te",
      "f > b > x",
      'x > no ? outcome = "no"',
      'x > bad ? outcome = "bad"',
      "x > te ? default",
      undoneBy("a", "ua"),
      undoneBy("b", "ub"),
      ...inner,
    ),
    boundary("cancelled", "tx", cancel),
    boundary("failed", "tx", error("E")),
    user("sorry"),
    user("broken"),
    user("good"),
    end(),
    "s > tx > good > e",
    "cancelled > sorry > e",
    "failed > broken > e",
  );

test("a transaction that succeeds goes on by its normal flow", async (t) => {
  const scenario = await Scenario.given(XML());
  scenario.complete("a").complete("b", {}, "yes");
  t.deepEqual(scenario.tasks, ["good"]);
  t.true(scenario.complete("good").ended);
});

test("a cancelled transaction takes its other work away, undoes what was done, and leaves by the cancel event", async (t) => {
  const scenario = await Scenario.given(XML());
  scenario.complete("b", {}, "no");
  t.deepEqual(scenario.tasks, ["ub"], "a was not done and is taken away");
  t.deepEqual(scenario.complete("ub").tasks, ["sorry"]);
  t.true(scenario.complete("sorry").ended);
});

test("all that was done is undone, the last first", async (t) => {
  const scenario = await Scenario.given(XML());
  scenario.complete("a").complete("b", {}, "no");
  t.deepEqual(scenario.tasks, ["ub"]);
  t.deepEqual(scenario.complete("ub").tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["sorry"]);
});

test("an error leaves a transaction without undoing anything", async (t) => {
  const scenario = await Scenario.given(XML());
  scenario.complete("a").complete("b", {}, "bad");
  t.deepEqual(scenario.tasks, ["broken"]);
  t.is(scenario.state.done, undefined);
});

test("a completed transaction can be undone later, as any sub-process", async (t) => {
  const xml = bpmn(
    start(),
    transaction("tx", start("ts"), user("a"), end("te"), "ts > a > te", undoneBy("a", "ua")),
    thrown("undo", compensate("tx")),
    user("z"),
    end(),
    "s > tx > undo > z > e",
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["z"]);
});

test("cancelling without any handler leaves at once", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      transaction("tx", start("ts"), user("a"), end("no", cancel), "ts > a > no"),
      boundary("cancelled", "tx", cancel),
      user("sorry"),
      end(),
      "s > tx > e",
      "cancelled > sorry > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["sorry"]);
});

test("a nested transaction is cancelled alone, and its sister around goes on", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      transaction(
        "outer",
        start("os"),
        user("o"),
        transaction("inner", start("is"), user("i"), end("no", cancel), "is > i > no", undoneBy("i", "ui")),
        boundary("cancelled", "inner", cancel),
        user("sorry"),
        end("oe"),
        "os > o > inner > oe",
        "cancelled > sorry > oe",
        undoneBy("o", "uo"),
      ),
      boundary("whole", "outer", cancel),
      user("z"),
      end(),
      "s > outer > z > e",
      "whole > e",
    ),
  );
  scenario.complete("o").complete("i");
  t.deepEqual(scenario.tasks, ["ui"]);
  t.deepEqual(scenario.complete("ui").tasks, ["sorry"]);
  t.deepEqual(scenario.complete("sorry").tasks, ["z"]);
});

test("a cancel end event inside a sub-process of the transaction cancels the transaction", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      transaction(
        "tx",
        start("ts"),
        user("a"),
        sub("p1", start("s1"), user("b"), end("no", cancel), "s1 > b > no"),
        end("te"),
        "ts > a > p1 > te",
        undoneBy("a", "ua"),
      ),
      boundary("cancelled", "tx", cancel),
      boundary("due", "tx", timer("timeDuration", "P1D")),
      user("sorry"),
      end(),
      "s > tx > e",
      "cancelled > sorry > e",
      "due > e",
    ),
  );
  scenario.complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["sorry"]);
  t.deepEqual(scenario.timers, []);
  t.true(scenario.complete("sorry").ended);
});

test("each instance of a multi-instance transaction may cancel the whole", async (t) => {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  const scenario = await Scenario.run(
    bpmn(
      start(),
      (defaults) =>
        transaction(
          "tx",
          start("ts"),
          user("a"),
          end("no", cancel),
          "ts > a > no",
          undoneBy("a", "ua"),
        )(defaults).replace(">", `>${loop}`),
      boundary("cancelled", "tx", cancel),
      user("sorry"),
      end(),
      "s > tx > e",
      "cancelled > sorry > e",
    ),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["a", "ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["sorry"]);
});
