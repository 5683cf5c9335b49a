import test from "ava";
import {
  and,
  boundary,
  bpmn,
  compensate,
  element,
  end,
  error,
  errorDefinition,
  eventSub,
  extensions,
  message,
  messageDefinition,
  multi,
  onEvent,
  row,
  start,
  sub,
  subWith,
  thrown,
  timer,
  undoneBy,
  user,
  userWith,
  xor,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const undoAll = thrown("undo", compensate());

test("completed activities are undone in reverse order of completion, then the thrower goes on", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      user("b"),
      user("c"),
      undoAll,
      user("z"),
      end(),
      "s > a > b > c > undo > z > e",
      undoneBy("a", "ua"),
      undoneBy("b", "ub"),
    ),
  );
  scenario.complete("a").complete("b").complete("c");
  t.deepEqual(scenario.tasks, ["ub"]);
  t.deepEqual(scenario.complete("ub").tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["z"]);
  t.is(scenario.state.done, undefined);
  t.true(scenario.complete("z").ended);
});

test("parallel activities are undone in reverse of the order in which they were really done", async (t) => {
  const xml = bpmn(
    start(),
    and("f"),
    user("a"),
    user("b"),
    and("j"),
    undoAll,
    end(),
    "s > f > a > j > undo > e",
    "f > b > j",
    undoneBy("a", "ua"),
    undoneBy("b", "ub"),
  );
  const scenario = await Scenario.given(xml);
  scenario.complete("b").complete("a");
  t.deepEqual(scenario.tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["ub"]);
  t.true(scenario.complete("ub").ended);
});

test("one activity can be undone by name, each time it was done", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      xor("x"),
      user("b"),
      thrown("undo", compensate("a")),
      user("z"),
      end(),
      "s > a > x",
      "x > a ? again",
      "x > b ? default",
      "b > undo > z > e",
      undoneBy("a", "ua"),
      undoneBy("b", "ub"),
    ),
  );
  scenario.complete("a", { again: true }).complete("a", { again: false }).complete("b");
  t.deepEqual(scenario.tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("what has not completed, or was undone already, is not undone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      user("a"),
      user("b"),
      undoAll,
      user("y"),
      thrown("undo2", compensate()),
      end(),
      "s > f > a > e",
      "f > b > undo > y > undo2 > e",
      undoneBy("a", "ua"),
      undoneBy("b", "ub"),
    ),
  );
  scenario.complete("b");
  t.deepEqual(scenario.tasks, ["a", "ub"]);
  t.deepEqual(scenario.complete("ub").tasks, ["a", "y"]);
  scenario.complete("y");
  t.deepEqual(scenario.tasks, ["a"]);
  t.true(scenario.complete("a").ended);
});

test("with nothing to undo the thrower goes on at once", async (t) => {
  const scenario = await Scenario.run(bpmn(start(), undoAll, user("z"), end(), "s > undo > z > e"));
  t.deepEqual(scenario.tasks, ["z"]);
});

test("a compensation end event undoes before its token ends", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), user("a"), end("undo", compensate()), "s > a > undo", undoneBy("a", "ua")),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["ua"]);
  t.true(scenario.complete("ua").ended);
});

test("without waiting for completion the thrower goes on beside the handlers", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      thrown("undo", compensate(undefined, 'waitForCompletion="false"')),
      user("z"),
      end(),
      "s > a > undo > z > e",
      undoneBy("a", "ua"),
    ),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["ua", "z"]);
  scenario.complete("z");
  t.false(scenario.ended);
  t.true(scenario.complete("ua").ended);
});

const INNER = [...row("s1 > a > b > e1"), undoneBy("a", "ua"), undoneBy("b", "ub")] as const;

test("a completed sub-process is undone by undoing what it did, inside out", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("first"),
      sub("p1", ...INNER),
      user("last"),
      undoAll,
      end(),
      "s > first > p1 > last > undo > e",
      undoneBy("first", "ufirst"),
      undoneBy("last", "ulast"),
    ),
  );
  scenario.complete("first").complete("a").complete("b").complete("last");
  const order: string[] = [];
  while (!scenario.ended) {
    t.is(scenario.tasks.length, 1);
    order.push(...scenario.tasks);
    scenario.complete(scenario.tasks[0] ?? "");
  }
  t.deepEqual(order, ["ulast", "ub", "ua", "ufirst"]);
});

test("a sub-process with a handler of its own is undone by that alone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), sub("p1", ...INNER), undoAll, end(), "s > p1 > undo > e", undoneBy("p1", "whole")),
  );
  scenario.complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["whole"]);
  t.true(scenario.complete("whole").ended);
});

test("a sub-process with a compensation event sub-process undoes itself by that", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      sub(
        "p1",
        ...INNER,
        eventSub(
          "es",
          onEvent("es_s", compensate()),
          user("ask"),
          thrown("inner", compensate("a")),
          end("es_e"),
          "es_s > ask > inner > es_e",
        ),
      ),
      undoAll,
      user("z"),
      end(),
      "s > p1 > undo > z > e",
    ),
  );
  scenario.complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["ask"]);
  t.deepEqual(scenario.complete("ask").tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["z"]);
  t.deepEqual([scenario.state.tokens.length, scenario.state.done], [1, undefined]);
  t.true(scenario.complete("z").ended);
});

test("a sub-process that was interrupted is not undone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      sub("p1", ...INNER),
      boundary("due", "p1", timer("timeDuration", "P1D")),
      undoAll,
      user("z"),
      end(),
      "s > p1 > e",
      "due > undo > z > e",
    ),
  );
  scenario.complete("a").fire("due");
  t.deepEqual(scenario.tasks, ["z"]);
});

test("a thrower inside a sub-process undoes only what was done in it", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("first"),
      sub(
        "p1",
        start("s1"),
        user("a"),
        thrown("undo", compensate()),
        end("e1"),
        "s1 > a > undo > e1",
        undoneBy("a", "ua"),
      ),
      user("z"),
      end(),
      "s > first > p1 > z > e",
      undoneBy("first", "ufirst"),
    ),
  );
  scenario.complete("first").complete("a");
  t.deepEqual(scenario.tasks, ["ua"]);
  t.deepEqual(scenario.complete("ua").tasks, ["z"]);
});

test("an event sub-process undoes what was done in the scope around it", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      errorDefinition("E"),
      start(),
      user("a"),
      user("b"),
      end("bad", error("E")),
      "s > a > b > bad",
      undoneBy("a", "ua"),
      undoneBy("b", "ub"),
      eventSub("es", onEvent("es_s", error("E")), thrown("undo", compensate()), end("es_e"), "es_s > undo > es_e"),
    ),
  );
  scenario.complete("a").complete("b");
  t.deepEqual(scenario.tasks, ["ub"]);
  t.deepEqual(scenario.complete("ub").tasks, ["ua"]);
  t.true(scenario.complete("ua").ended);
});

test("each instance of a multi-instance activity is undone, seeing its own item again", async (t) => {
  const handler = '<bpmn:userTask id="ua" name="ua" isForCompensation="true">';
  const scenario = await Scenario.given(
    bpmn(
      start(),
      userWith("a", multi("parallel", { inputCollection: "=people", inputElement: "person" })),
      undoAll,
      end(),
      "s > a > undo > e",
      undoneBy("a", "ua"),
    ).replace(
      `${handler}${extensions('<zeebe:assignmentDefinition candidateGroups="reviewers" />')}`,
      `${handler}${extensions('<zeebe:assignmentDefinition assignee="=person" />')}`,
    ),
    { people: ["li", "wang"] },
  );
  scenario.complete("a").complete("a");
  t.deepEqual(
    scenario.effectsOf("openTask").map(({ assignment }) => assignment.assignee),
    ["wang", "li"],
  );
  t.deepEqual(scenario.complete("ua").tasks, ["ua"]);
  t.true(scenario.complete("ua").ended);
});

test("what parallel instances did is undone in parallel, each instance by itself in reverse", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), subWith("p1", multi("parallel", { times: "2" }), ...INNER), undoAll, user("z"), "s > p1 > undo > z"),
  );
  for (const task of ["a", "a", "b", "b"]) scenario.complete(task);
  t.deepEqual(scenario.tasks, ["ub", "ub"]);
  t.deepEqual(scenario.complete("ub").tasks, ["ua", "ub"]);
  t.deepEqual(scenario.complete("ub").complete("ua").complete("ua").tasks, ["z"]);
});

test("instances of a multi-instance sub-process with a handler of its own are undone by that alone", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith("p1", multi("parallel", { times: "2" }), ...INNER),
      undoAll,
      end(),
      "s > p1 > undo > e",
      undoneBy("p1", "up"),
    ),
  );
  for (const task of ["a", "a", "b", "b"]) scenario.complete(task);
  t.deepEqual(scenario.tasks, ["up", "up"]);
  t.true(scenario.complete("up").complete("up").ended);
});

test("each instance of a sub-process with a compensation event sub-process undoes itself by that", async (t) => {
  for (const kind of ["parallel", "sequential"] as const) {
    const scenario = await Scenario.given(
      bpmn(
        start(),
        subWith(
          "p1",
          multi(kind, { times: "2" }),
          ...INNER,
          eventSub("es", onEvent("es_s", compensate()), thrown("ta", compensate("a")), user("x"), "es_s > ta > x"),
        ),
        undoAll,
        end(),
        "s > p1 > undo > e",
      ),
    );
    for (const task of ["a", "b", "a", "b"]) scenario.complete(task);
    const asked: string[][] = [];
    while (!scenario.ended) {
      asked.push(scenario.tasks);
      scenario.complete(scenario.tasks[0] ?? "");
    }
    const expected = {
      parallel: [["ua", "ua"], ["ua", "x"], ["x", "x"], ["x"]],
      sequential: [["ua"], ["x"], ["ua"], ["x"]],
    };
    t.deepEqual(asked, expected[kind]);
  }
});

test("a multi-instance activity without any instance leaves nothing to undo", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      userWith("a", multi("parallel", { times: "=0" })),
      undoAll,
      user("z"),
      "s > a > undo > z",
      undoneBy("a", "ua"),
    ),
  );
  t.deepEqual(scenario.tasks, ["z"]);
});

test("a boundary event takes away the handlers that run for parallel instances", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "stop"),
      start(),
      sub(
        "p1",
        start("s1"),
        userWith("a", multi("parallel", { times: "3" })),
        thrown("undo1", compensate()),
        "s1 > a > undo1",
        undoneBy("a", "ua"),
      ),
      boundary("b", "p1", message("M")),
      user("z"),
      end(),
      "s > p1 > e",
      "b > z > e",
    ),
  );
  scenario.complete("a").complete("a").complete("a").complete("ua");
  t.deepEqual(scenario.tasks, ["ua", "ua"]);
  t.deepEqual(scenario.publish("stop").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("each instance of a multi-instance sub-process is undone by what it did", async (t) => {
  const scenario = await Scenario.given(
    bpmn(start(), subWith("p1", multi("sequential", { times: "2" }), ...INNER), undoAll, end(), "s > p1 > undo > e"),
  );
  for (const task of ["a", "b", "a", "b"]) scenario.complete(task);
  const order: string[] = [];
  while (!scenario.ended) {
    order.push(...scenario.tasks);
    scenario.complete(scenario.tasks[0] ?? "");
  }
  t.deepEqual(order, ["ub", "ua", "ub", "ua"]);
});

test("a handler may be a sub-process or a job", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      undoAll,
      end(),
      "s > a > undo > e",
      element("boundaryEvent", "be", compensate(), 'attachedToRef="a"'),
      element(
        "subProcess",
        "ua",
        '<bpmn:startEvent id="us" /><bpmn:userTask id="u1"><bpmn:extensionElements><zeebe:assignmentDefinition assignee="x" /></bpmn:extensionElements></bpmn:userTask><bpmn:sequenceFlow id="uf" sourceRef="us" targetRef="u1" />',
        'isForCompensation="true"',
      ),
      '<bpmn:association id="as" associationDirection="One" sourceRef="be" targetRef="ua" />',
    ),
  );
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["u1"]);
  t.true(scenario.complete("u1").ended);
});

test("variables of a sub-process are as they were when it completed", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      subWith(
        "p1",
        extensions('<zeebe:ioMapping><zeebe:input source="=total" target="share" /></zeebe:ioMapping>'),
        ...INNER,
      ),
      user("later"),
      undoAll,
      end(),
      "s > p1 > later > undo > e",
    ),
    { total: 3 },
  );
  scenario.complete("a").complete("b", { share: 5 }).complete("later", { share: 9, total: 1 });
  t.deepEqual(scenario.state.tokens.find((token) => token.at === "p1")?.local, { share: 5 });
  scenario.complete("ub").complete("ua");
  t.true(scenario.ended);
});

test("what undoes without anybody waiting for it can be taken away as well", async (t) => {
  const beside = thrown("undo1", compensate(undefined, 'waitForCompletion="false"'));
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "stop"),
      start(),
      sub("p1", start("s1"), user("a"), beside, user("on"), "s1 > a > undo1 > on", undoneBy("a", "ua")),
      boundary("b", "p1", message("M")),
      user("z"),
      end(),
      "s > p1 > e",
      "b > z > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["on", "ua"]);
  t.deepEqual(scenario.publish("stop").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});
