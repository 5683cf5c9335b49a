import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { bpmn, element, end, start, timer } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const waiting = (content: string) => bpmn(start(), element("intermediateCatchEvent", "w", content), end(), "s > w > e");

test("a timer catch event waits for a duration", async (t) => {
  const scenario = await Scenario.given(waiting(timer("timeDuration", "P1M")));
  t.deepEqual(scenario.timers, [["w", "2026-04-01T01:00:00.000Z"]]);
  t.deepEqual(scenario.effectsOf("scheduleTimer"), [
    { type: "scheduleTimer", timerId: "m2", nodeId: "w", dueAt: "2026-04-01T01:00:00.000Z", kind: "duration" },
  ]);
  t.true(scenario.fire("w").ended);
});

test("a date without zone is meant in China's time", async (t) => {
  const scenario = await Scenario.given(waiting(timer("timeDate", "2026-05-01T09:00:00")));
  t.deepEqual(scenario.timers, [["w", "2026-05-01T01:00:00.000Z"]]);
});

test("a time may be worked out in FEEL", async (t) => {
  const xml = waiting(timer("timeDate", '=date and time(deadline) - duration("P2D")'));
  const scenario = await Scenario.given(xml, { deadline: "2026-03-31T17:00:00+08:00" });
  t.deepEqual(scenario.timers, [["w", "2026-03-29T09:00:00.000Z"]]);
});

test("a time that cannot be read stops the step and names the node", async (t) => {
  const error = await t.throwsAsync(Scenario.given(waiting(timer("timeDate", "=deadline")), { deadline: "soon" }), {
    instanceOf: ProcessError,
  });
  t.is(error.code, "timer-invalid");
  t.regex(error.message, /“w”.*soon/);
});

test("a timer fires once only", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      element("intermediateCatchEvent", "w", timer("timeDuration", "PT1H")),
      element("intermediateCatchEvent", "v", timer("timeDuration", "PT1H")),
      end(),
      "s > w > v > e",
    ),
  );
  scenario.fire("w");
  const error = t.throws(() => scenario.do({ type: "fireTimer", timerId: "m2" }), { instanceOf: ProcessError });
  t.is(error.code, "timer-not-open");
});
