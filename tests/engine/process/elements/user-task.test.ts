import test from "ava";
import { ProcessError } from "../../../../engine/process/index.ts";
import { bpmn, element, end, extensions, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("a user task opens a task, waits, and flows on when it is completed", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), end(), "s > a > e"));
  t.deepEqual(scenario.tasks, ["a"]);
  t.false(scenario.ended);
  scenario.complete("a");
  t.true(scenario.ended);
  t.deepEqual(scenario.path, ["s", "a", "e"]);
  t.deepEqual(
    scenario.effects.map((effect) => effect.type),
    ["closeTask", "leave", "take", "enter", "leave", "end"],
  );
});

test("a user task passes on who, what and by when", async (t) => {
  const xml = bpmn(
    start(),
    element(
      "userTask",
      "a",
      extensions(`
        <zeebe:userTask /><zeebe:assignmentDefinition assignee="=starter" candidateGroups="审核组, 复核组" candidateUsers="=people" />
        <zeebe:formDefinition formId="key-work" />
        <zeebe:taskSchedule dueDate="P3D" followUpDate="=now() + duration(&quot;PT2H&quot;)" />
        <tianbao:assignment role="reviewer" unit="level" level="district" policyWhenNone="parent" />
        <tianbao:quorum rule="share" value="60" order="parallel" />
        <tianbao:fieldRights><tianbao:right field="content.title" mode="read" /><tianbao:right field="opinion" mode="required" /></tianbao:fieldRights>
        <tianbao:outcomes>
          <tianbao:outcome key="approve" label="通过" style="primary" />
          <tianbao:outcome key="back" label="退回" opinion="required" kind="return" target="a" />
        </tianbao:outcomes>
        <tianbao:recordState editable="true" />`),
    ),
    end(),
    "s > a > e",
    '<bpmn:laneSet id="ls"><bpmn:lane id="l" name="区审核"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
  );
  const scenario = await Scenario.given(xml, { starter: "zhang", people: ["li", "wang"] });
  const [task] = scenario.effectsOf("openTask");
  t.deepEqual(task, {
    type: "openTask",
    taskId: "k2",
    tokenId: "t1",
    nodeId: "a",
    name: "a",
    assignment: {
      assignee: "zhang",
      candidateUsers: ["li", "wang"],
      candidateGroups: ["审核组", "复核组"],
      role: "reviewer",
      unit: "level",
      level: "district",
      policyWhenNone: "parent",
      lane: "区审核",
      quorum: { rule: "share", value: 60, order: "parallel" },
    },
    formKey: "key-work",
    formRights: [
      { field: "content.title", mode: "read" },
      { field: "opinion", mode: "required" },
    ],
    outcomes: [
      { key: "approve", label: "通过", opinion: "optional", style: "primary", kind: "complete" },
      { key: "back", label: "退回", opinion: "required", kind: "return", target: "a" },
    ],
    recordState: { editable: true },
    dueAt: "2026-03-04T01:00:00.000Z",
    followUpAt: "2026-03-01T03:00:00.000Z",
  });
});

test("a second completion of the same task is refused", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), user("b"), end(), "s > a > b > e"));
  const taskId = scenario.effectsOf("openTask")[0]?.taskId ?? "";
  scenario.do({ type: "completeTask", taskId });
  const error = t.throws(() => scenario.do({ type: "completeTask", taskId }), { instanceOf: ProcessError });
  t.is(error.code, "task-not-open");
  t.deepEqual(scenario.tasks, ["b"]);
});

test("an outcome becomes routing variables, and one the task does not offer is refused", async (t) => {
  const outcomes = '<tianbao:outcomes><tianbao:outcome key="yes" label="同意" /></tianbao:outcomes>';
  const scenario = await Scenario.given(bpmn(start(), user("a", outcomes), user("b"), end(), "s > a > b > e"));
  const error = t.throws(() => scenario.complete("a", {}, "maybe"), { instanceOf: ProcessError });
  t.is(error.code, "unknown-outcome");
  t.regex(error.message, /同意/);
  scenario.complete("a", { amount: 3 }, "yes");
  t.deepEqual(scenario.state.variables, { amount: 3, outcome: "yes", a_outcome: "yes" });
});

test("a return outcome moves back to its target", async (t) => {
  const outcomes =
    '<tianbao:outcomes><tianbao:outcome key="back" label="退回" kind="return" target="a" /></tianbao:outcomes>';
  const scenario = await Scenario.given(bpmn(start(), user("a"), user("b", outcomes), end(), "s > a > b > e"));
  scenario.complete("a").complete("b", {}, "back");
  t.deepEqual(scenario.tasks, ["a"]);
  t.deepEqual(scenario.effectsOf("closeTask")[0], {
    type: "closeTask",
    taskId: "k3",
    nodeId: "b",
    reason: "completed",
    outcome: "back",
  });
  t.true(scenario.complete("a").complete("b").ended);
});

test("variables that are too large are refused with what to do", async (t) => {
  const scenario = await Scenario.given(bpmn(start(), user("a"), end(), "s > a > e"));
  const error = t.throws(() => scenario.complete("a", { form: "长".repeat(9000) }), { instanceOf: ProcessError });
  t.is(error.code, "variables-too-large");
});

test("input and output mappings of a user task are worked out in FEEL", async (t) => {
  const io =
    '<zeebe:ioMapping><zeebe:input source="=amount * 2" target="double" /><zeebe:output source="=amount + 1" target="amount" /></zeebe:ioMapping>';
  const scenario = await Scenario.given(bpmn(start(), user("a", io), user("b"), end(), "s > a > b > e"), { amount: 4 });
  t.deepEqual(scenario.effectsOf("openTask")[0]?.inputs, { double: 8 });
  t.deepEqual(scenario.complete("a").state.variables, { amount: 5 });
});
