import test from "ava";
import { compile, startTriggers } from "../../../../engine/process/index.ts";
import { bpmn, end, start, timer, user } from "../bpmn.ts";
import { BEGIN, Scenario } from "../scenario.ts";

const MONTHLY = bpmn(
  start(),
  start("m", timer("timeCycle", "R/2026-01-31T01:00:00Z/P1M")),
  user("a"),
  end(),
  "s > a > e",
  "m > a",
);

test("a timer start event tells when instances are to be started", async (t) => {
  t.deepEqual(startTriggers(await compile(MONTHLY), BEGIN), [
    { nodeId: "s", kind: "none" },
    { nodeId: "m", kind: "timer", dueAt: "2026-01-31T01:00:00.000Z", every: "P1M", left: -1 },
  ]);
});

test("an instance begins at the timer start event it is started at", async (t) => {
  const scenario = await Scenario.given(MONTHLY, {}, "m");
  t.deepEqual(scenario.path, ["m", "a"]);
  t.true(scenario.complete("a").ended);
});
