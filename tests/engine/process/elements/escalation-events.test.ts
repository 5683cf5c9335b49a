import test from "ava";
import {
  and,
  boundary,
  bpmn,
  call,
  end,
  escalation,
  escalationDefinition,
  multi,
  otherProcess,
  start,
  sub,
  subWith,
  thrown,
  user,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const X = escalationDefinition("X", "late");
const Y = escalationDefinition("Y", "lost");

const throwing = (interrupting: boolean, caught = escalation("X")) =>
  bpmn(
    X,
    Y,
    start(),
    sub("p1", start("s1"), thrown("tell", escalation("X")), user("a"), end("e1"), "s1 > tell > a > e1"),
    boundary("caught", "p1", caught, interrupting),
    user("x"),
    user("b"),
    end(),
    "s > p1 > b > e",
    "caught > x > e",
  );

test("a non-interrupting boundary event runs beside, and the sub-process goes on", async (t) => {
  const scenario = await Scenario.given(throwing(false));
  t.deepEqual(scenario.tasks, ["a", "x"]);
  t.deepEqual(scenario.complete("a").tasks, ["b", "x"]);
  t.true(scenario.complete("b").complete("x").ended);
});

test("an interrupting boundary event takes the sub-process away, the thrower with it", async (t) => {
  const scenario = await Scenario.given(throwing(true));
  t.deepEqual(scenario.tasks, ["x"]);
  t.true(scenario.complete("x").ended);
});

test("an event without a code catches every escalation, one with another code none", async (t) => {
  t.deepEqual((await Scenario.given(throwing(false, escalation()))).tasks, ["a", "x"]);
  t.deepEqual((await Scenario.given(throwing(false, escalation("Y")))).tasks, ["a"]);
});

test("an escalation that nothing catches has no effect", async (t) => {
  const scenario = await Scenario.given(
    bpmn(X, start(), thrown("tell", escalation("X")), user("a"), end("over", escalation("X")), "s > tell > a > over"),
  );
  t.deepEqual(scenario.tasks, ["a"]);
  t.true(scenario.complete("a").ended);
  t.is(scenario.effectsOf("end")[0]?.outcome, "completed");
});

test("an escalation end event ends only its own token", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      X,
      start(),
      sub(
        "p1",
        start("s1"),
        and("f"),
        user("a"),
        end("over", escalation("X")),
        user("c"),
        end("e1"),
        "s1 > f > a > over",
        "f > c > e1",
      ),
      boundary("caught", "p1", escalation("X"), false),
      user("x"),
      end(),
      "s > p1 > e",
      "caught > x > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["c", "x"]);
  t.true(scenario.complete("c").complete("x").ended);
});

test("the nearest scope that catches it keeps it from the others", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      X,
      start(),
      sub(
        "p1",
        start("s1"),
        sub("p2", start("s2"), user("a"), end("over", escalation("X")), "s2 > a > over"),
        boundary("inner", "p2", escalation("X"), false),
        user("x"),
        end("e1"),
        "s1 > p2 > e1",
        "inner > x > e1",
      ),
      boundary("outer", "p1", escalation("X"), false),
      user("y"),
      end(),
      "s > p1 > e",
      "outer > y > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["x"]);
  t.true(scenario.complete("x").ended);
});

test("it leaves a called process by the call activity", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      X,
      start(),
      call("c", "other"),
      boundary("caught", "c", escalation("X"), false),
      user("x"),
      end(),
      "s > c > e",
      "caught > x > e",
      otherProcess("other", start("os"), thrown("tell", escalation("X")), user("ou"), end("oe"), "os > tell > ou > oe"),
    ),
  );
  t.deepEqual(scenario.tasks, ["ou", "x"]);
  t.true(scenario.complete("ou").complete("x").ended);
});

test("each instance of a multi-instance sub-process may tell", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      X,
      start(),
      subWith(
        "p1",
        multi("parallel", { times: "2" }),
        start("s1"),
        user("a"),
        end("over", escalation("X")),
        "s1 > a > over",
      ),
      boundary("caught", "p1", escalation("X"), false),
      user("x"),
      end(),
      "s > p1 > e",
      "caught > x > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["a", "x"]);
  t.deepEqual(scenario.complete("a").tasks, ["x", "x"]);
  t.true(scenario.complete("x").complete("x").ended);
});

test("whoever does a task may tell the scopes around while it stays open", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      X,
      start(),
      user("a"),
      boundary("caught", "a", escalation("X"), false),
      user("x"),
      end(),
      "s > a > e",
      "caught > x > e",
    ),
  );
  const taskId = scenario.effectsOf("openTask")[0]?.taskId ?? "";
  scenario.do({ type: "escalate", taskId, escalationCode: "late", variables: { days: 3 } });
  t.deepEqual(scenario.tasks, ["a", "x"]);
  t.deepEqual(scenario.state.variables, { days: 3 });
  t.true(scenario.complete("a").complete("x").ended);
});
