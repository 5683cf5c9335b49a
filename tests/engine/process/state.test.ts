import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import {
  apply,
  compile,
  describe,
  ProcessError,
  type State,
  start as startInstance,
  upgrade,
} from "../../../engine/process/index.ts";
import { and, boundary, bpmn, end, or, start, sub, timer, user, xor } from "./bpmn.ts";
import { BEGIN, Scenario } from "./scenario.ts";

/** Twenty nodes: parallel review by three offices with due dates, a sub-process and a reject loop. */
const TWENTY = bpmn(
  start(),
  user("fill"),
  and("f"),
  user("r1"),
  user("r2"),
  user("r3"),
  boundary("d1", "r1", timer("timeDuration", "P3D"), false),
  boundary("d2", "r2", timer("timeDuration", "P3D"), false),
  boundary("d3", "r3", timer("timeDuration", "P3D"), false),
  user("up"),
  and("j"),
  sub("publish", start("s1"), user("p1"), end("e1"), "s1 > p1 > e1"),
  xor("x"),
  user("final"),
  end(),
  end("e2"),
  or("o"),
  "s > o > fill > f > r1 > j > publish > final > x",
  "f > r2 > j",
  "f > r3 > j",
  "d1 > up > e2",
  "d2 > up",
  "d3 > up",
  'x > o ? outcome = "reject"',
  "x > e ? default",
);

test("the state of a twenty-node flow stays under 2 KB at every wait", async (t) => {
  const scenario = await Scenario.given(TWENTY, { year: 2026, unit: "110101000000", amount: 12_000 });
  t.is(Object.keys(scenario.model.nodes).length, 20);
  let largest = 0;
  const note = () => {
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(scenario.state)));
  };
  for (let round = 0; round < 4; round += 1) {
    scenario.complete("fill");
    note();
    scenario.fire("d1").fire("d2").fire("d3");
    note();
    for (const task of ["up", "up", "up", "r1", "r2", "r3", "p1"]) {
      scenario.complete(task);
      note();
    }
    scenario.complete("final", {}, round < 3 ? "reject" : "approve");
    note();
  }
  t.true(scenario.ended);
  t.true(largest < 2048, `${largest} bytes`);
});

test("a loop that splits for ever does not make the state grow", async (t) => {
  const xml = bpmn(
    start(),
    xor("m"),
    user("a"),
    and("f"),
    user("note"),
    end(),
    xor("x"),
    end("e2"),
    "s > m > a > f > note > e",
    "f > x",
    "x > m ? again",
    "x > e2 ? default",
  );
  const scenario = await Scenario.given(xml);
  for (let round = 0; round < 50; round += 1) scenario.complete("a", { again: true }).complete("note");
  t.true(JSON.stringify(scenario.state).length < 250);
});

test("a model is frozen, and works the same after a round trip through JSON", async (t) => {
  const model = await compile(TWENTY);
  t.true(Object.isFrozen(model) && Object.isFrozen(model.nodes.fill?.task?.assignment));
  const copy = JSON.parse(JSON.stringify(model)) as typeof model;
  t.deepEqual(startInstance(copy, {}, BEGIN), startInstance(model, {}, BEGIN));
});

test("the same calls give the same state and effects", async (t) => {
  const model = await compile(TWENTY);
  const run = () => {
    const first = startInstance(model, { amount: 1 }, BEGIN);
    const taskId = describe(model, first.state).tasks[0]?.taskId ?? "";
    return apply(model, first.state, { type: "completeTask", taskId }, BEGIN);
  };
  t.deepEqual(run(), run());
});

test("what an instance waits for is described for lists and for the picture", async (t) => {
  const scenario = await Scenario.given(TWENTY);
  scenario.complete("fill");
  const pending = describe(scenario.model, scenario.state);
  t.deepEqual(pending.active.map(({ nodeId, tokens }) => `${nodeId}:${tokens}`).sort(), ["r1:1", "r2:1", "r3:1"]);
  t.deepEqual(
    pending.timers.map((armed) => armed.name),
    ["d1", "d2", "d3"],
  );
  t.false(pending.ended);
});

const SAVED = new URL("fixtures/states/", import.meta.url);

for (const name of readdirSync(SAVED)) {
  test(`the saved state ${name} can still be continued to its end`, async (t) => {
    const { state, commands } = JSON.parse(readFileSync(new URL(name, SAVED), "utf8")) as {
      state: State;
      commands: Parameters<typeof apply>[2][];
    };
    const model = await compile(TWENTY);
    let current = upgrade(state);
    for (const command of commands) current = apply(model, current, command, BEGIN).state;
    t.is(current.status, "ended");
  });
}

test("a state of a later version is refused", (t) => {
  const error = t.throws(() => upgrade({ version: 3 }), { instanceOf: ProcessError });
  t.is(error.code, "state-version");
});
