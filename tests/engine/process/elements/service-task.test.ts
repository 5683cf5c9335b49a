import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { boundary, bpmn, end, service, start, timer, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const HEADERS = '<zeebe:taskHeaders><zeebe:header key="to" value="市局" /></zeebe:taskHeaders>';
const XML = bpmn(
  start(),
  service("send", HEADERS),
  boundary("late", "send", timer("timeDuration", "PT1H")),
  user("a"),
  end(),
  "s > send > a > e",
  "late > e",
);

test("a service task hands out a job with type, headers and retries, and waits", async (t) => {
  const scenario = await Scenario.given(XML);
  t.deepEqual(scenario.effectsOf("runJob"), [
    {
      type: "runJob",
      jobId: "j2",
      nodeId: "send",
      name: "send",
      jobType: "send-job",
      headers: { to: "市局" },
      retries: 5,
    },
  ]);
  scenario.work("send", { sent: true });
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.timers, []);
  t.true(scenario.state.variables.sent);
});

test("a failed job becomes an incident, and can be retried or completed afterwards", async (t) => {
  const scenario = await Scenario.given(XML);
  scenario.do({ type: "failJob", jobId: "j2", message: "连接被拒绝" });
  t.deepEqual(scenario.effectsOf("incident"), [
    { type: "incident", nodeId: "send", message: "节点“send”（send）的后台处理失败：连接被拒绝", jobId: "j2" },
  ]);
  scenario.do({ type: "retryJob", jobId: "j2" });
  t.is(scenario.effectsOf("runJob")[0]?.jobId, "j2");
  t.deepEqual(scenario.work("send").tasks, ["a"]);
});

test("a boundary timer takes the job away, and its late result is refused", async (t) => {
  const scenario = await Scenario.given(XML);
  scenario.fire("late");
  t.is(scenario.effectsOf("cancelJob")[0]?.jobId, "j2");
  t.true(scenario.ended);
});

test("a job that is done cannot be done again", async (t) => {
  const scenario = await Scenario.given(XML);
  scenario.work("send");
  const error = t.throws(() => scenario.do({ type: "completeJob", jobId: "j2" }), { instanceOf: ProcessError });
  t.is(error.code, "job-not-open");
});
