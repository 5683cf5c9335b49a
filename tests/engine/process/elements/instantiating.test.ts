import test from "ava";
import { compile, ProcessError, start as startInstance, startTriggers } from "../../../../engine/process/index.ts";
import { bpmn, caught, element, end, message, messageDefinition, start, sub, task, timer, user } from "../bpmn.ts";
import { BEGIN, Scenario } from "../scenario.ts";

const gateway = (type: string) =>
  element("eventBasedGateway", "g", "", `instantiate="true" eventGatewayType="${type}"`);
const begun = (type: string) =>
  bpmn(
    messageDefinition("M", "asked"),
    messageDefinition("N", "paid"),
    gateway(type),
    caught("m", message("M")),
    caught("n", message("N")),
    user("a"),
    user("b"),
    end(),
    "g > m > a > e",
    "g > n > b > e",
  );

test("an event-based gateway begins an instance with the event that comes", async (t) => {
  const xml = begun("Exclusive");
  t.deepEqual(startTriggers(await compile(xml), BEGIN), [
    { nodeId: "m", kind: "message", message: "asked" },
    { nodeId: "n", kind: "message", message: "paid" },
  ]);
  const scenario = await Scenario.given(xml, {}, "n");
  t.deepEqual([scenario.tasks, scenario.messages], [["b"], []]);
  t.true(scenario.complete("b").ended);
});

test("a parallel one waits for the other events as well", async (t) => {
  const scenario = await Scenario.given(begun("Parallel"), {}, "n");
  t.deepEqual([scenario.tasks, scenario.messages], [["b"], ["asked"]]);
  scenario.complete("b");
  t.false(scenario.ended);
  t.true(scenario.publish("asked").complete("a").ended);
});

test("a receive task may begin an instance", async (t) => {
  const xml = bpmn(
    messageDefinition("M", "asked"),
    element("receiveTask", "r", "", 'messageRef="M" instantiate="true"'),
    user("a"),
    end(),
    "r > a > e",
  );
  t.deepEqual(startTriggers(await compile(xml), BEGIN), [{ nodeId: "r", kind: "message", message: "asked" }]);
  const scenario = await Scenario.given(xml, {}, "r");
  t.deepEqual(scenario.tasks, ["a"]);
});

test("an instance is not started at what is no start", async (t) => {
  const model = await compile(begun("Exclusive"));
  for (const id of ["a", "e", "nowhere"]) {
    t.is(t.throws(() => startInstance(model, {}, BEGIN, id), { instanceOf: ProcessError }).code, "no-start-event");
  }
  t.is(t.throws(() => startInstance(model, {}, BEGIN), { instanceOf: ProcessError }).code, "no-start-event");
});

test("without a start event tokens begin wherever no flow leads to", async (t) => {
  const scenario = await Scenario.run(bpmn(user("a"), user("b"), task("c"), "a > c"));
  t.deepEqual(scenario.tasks, ["a", "b"]);
  t.true(scenario.complete("a").complete("b").ended);
  const inner = await Scenario.run(bpmn(start(), sub("p1", user("a"), user("b")), end(), "s > p1 > e"));
  t.deepEqual(inner.tasks, ["a", "b"]);
  t.true(inner.complete("a").complete("b").ended);
});

test("an empty sub-process is passed over", async (t) => {
  const scenario = await Scenario.run(bpmn(start(), sub("p1"), user("a"), end(), "s > p1 > a > e"));
  t.deepEqual(scenario.tasks, ["a"]);
});

test("several timer starts are told apart", async (t) => {
  const xml = bpmn(
    start("s", timer("timeDate", "2026-05-01T09:00:00+08:00")),
    start("r", timer("timeCycle", "R2/P1D")),
    user("a"),
    end(),
    "s > a > e",
    "r > a",
  );
  t.deepEqual(
    startTriggers(await compile(xml), BEGIN).map((trigger) => trigger.nodeId),
    ["s", "r"],
  );
});
