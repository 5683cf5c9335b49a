import test from "ava";
import { ProcessError, startTriggers } from "../../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  caught,
  end,
  multi,
  race,
  signal,
  signalDefinition,
  start,
  subWith,
  thrown,
  timer,
  user,
} from "../bpmn.ts";
import { BEGIN, Scenario } from "../scenario.ts";

const S = signalDefinition("S", "alarm");

test("a signal lets every waiting token of the instance go on", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      S,
      start(),
      and("f"),
      caught("w1", signal("S")),
      caught("w2", signal("S")),
      user("a"),
      user("b"),
      end(),
      "s > f > w1 > a > e",
      "f > w2 > b > e",
    ),
  );
  t.deepEqual(
    scenario.effectsOf("subscribe").map((effect) => effect.signal),
    ["alarm", "alarm"],
  );
  scenario.broadcast("alarm", { level: 2 });
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.deepEqual(scenario.state.variables, { level: 2 });
});

test("a signal nobody waits for is refused", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), end(), "s > a > e"));
  t.is(t.throws(() => scenario.broadcast("alarm"), { instanceOf: ProcessError }).code, "signal-not-expected");
});

test("a thrown signal reaches those who wait in the same instance, and the caller tells the others", async (t) => {
  for (const order of [
    ["f > tell > z > e", "f > w > a > e"],
    ["f > w > a > e", "f > tell > z > e"],
  ]) {
    const scenario = await Scenario.given(
      bpmn(
        S,
        start(),
        and("f"),
        thrown("tell", signal("S")),
        caught("w", signal("S")),
        user("a"),
        user("z"),
        end(),
        "s > f",
        ...order,
      ),
    );
    t.deepEqual(scenario.tasks, ["a", "z"]);
    t.deepEqual(scenario.effectsOf("throwSignal"), [{ type: "throwSignal", nodeId: "tell", signal: "alarm" }]);
  }
});

test("a token does not catch the signal it threw before", async (t) => {
  const scenario = await Scenario.given(
    bpmn(S, start(), thrown("tell", signal("S")), caught("w", signal("S")), user("a"), end(), "s > tell > w > a > e"),
  );
  t.deepEqual(scenario.tasks, []);
  t.deepEqual(scenario.broadcast("alarm").tasks, ["a"]);
});

test("a signal end event throws and ends", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      S,
      start(),
      and("f"),
      user("a"),
      end("tell", signal("S")),
      user("b"),
      boundary("stop", "b", signal("S")),
      user("c"),
      end(),
      "s > f > a > tell",
      "f > b > e",
      "stop > c > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["c"]);
  t.true(scenario.complete("c").ended);
});

test("a signal may take the thrower's own sub-process away", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      S,
      start(),
      subWith(
        "p1",
        "",
        start("s1"),
        user("a"),
        thrown("tell", signal("S")),
        user("b"),
        end("e1"),
        "s1 > a > tell > b > e1",
      ),
      boundary("stop", "p1", signal("S")),
      user("c"),
      end(),
      "s > p1 > e",
      "stop > c > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["c"]);
  t.true(scenario.complete("c").ended);
});

test("a non-interrupting signal boundary event may come several times", async (t) => {
  const scenario = await Scenario.given(
    bpmn(S, start(), user("a"), boundary("b", "a", signal("S"), false), user("x"), end(), "s > a > e", "b > x > e"),
  );
  scenario.broadcast("alarm").broadcast("alarm");
  t.deepEqual(scenario.tasks, ["a", "x", "x"]);
  scenario.complete("a");
  t.deepEqual(scenario.state.subscriptions, []);
  t.true(scenario.complete("x").complete("x").ended);
});

test("an event-based gateway takes the signal or the time, whichever is first", async (t) => {
  const xml = bpmn(
    S,
    start(),
    race("g"),
    caught("w", signal("S")),
    caught("d", timer("timeDuration", "P1D")),
    user("a"),
    user("b"),
    end(),
    "s > g > w > a > e",
    "g > d > b > e",
  );
  const first = await Scenario.given(xml);
  t.deepEqual(first.broadcast("alarm").tasks, ["a"]);
  t.deepEqual([first.timers, first.state.subscriptions], [[], []]);
  const second = await Scenario.given(xml);
  t.deepEqual(second.fire("d").tasks, ["b"]);
});

test("the name of a signal may be worked out in FEEL, for each instance its own", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      signalDefinition("S", "=&quot;alarm-&quot; + person"),
      start(),
      subWith(
        "p1",
        multi("parallel", { inputCollection: "=people", inputElement: "person" }),
        start("s1"),
        caught("w", signal("S")),
        user("a"),
        end("e1"),
        "s1 > w > a > e1",
      ),
      end(),
      "s > p1 > e",
    ),
    { people: ["li", "wang"] },
  );
  t.deepEqual(scenario.broadcast("alarm-wang").tasks, ["a"]);
  t.is(scenario.state.subscriptions.length, 1);
});

test("a signal start event tells which signal begins an instance, and begins it", async (t) => {
  const xml = bpmn(S, start("s"), start("g", signal("S")), user("a"), end(), "s > a > e", "g > a");
  const scenario = await Scenario.given(xml, {}, "g");
  t.deepEqual(scenario.path, ["g", "a"]);
  t.deepEqual(startTriggers(scenario.model, BEGIN), [
    { nodeId: "s", kind: "none" },
    { nodeId: "g", kind: "signal", signal: "alarm" },
  ]);
});
