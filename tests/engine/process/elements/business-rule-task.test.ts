import test from "ava";
import { compileDecision } from "../../../../engine/decision/index.ts";
import { checkProcess, ProcessError } from "../../../../engine/process/index.ts";
import { bpmn, element, end, extensions, multi, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

/** Small amounts are the street's, others the district's; negative ones fit no rule. */
const DMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="defs" name="defs" namespace="http://example.org">
  <decision id="level" name="审批层级"><decisionTable id="table" hitPolicy="UNIQUE">
    <input id="in" label="金额"><inputExpression id="ie" typeRef="number"><text>amount</text></inputExpression></input>
    <output id="out" name="level" typeRef="string" />
    <rule id="r1"><inputEntry id="i1"><text>[0..100]</text></inputEntry><outputEntry id="o1"><text>"street"</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="i2"><text>&gt; 100</text></inputEntry><outputEntry id="o2"><text>"district"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;

const links = {
  decision: async ({ decision }: { decision: string }) => (decision === "level" ? compileDecision(DMN) : undefined),
};

const deciding = (more = "", decision = "level") =>
  bpmn(
    start(),
    element(
      "businessRuleTask",
      "n",
      extensions(`<zeebe:calledDecision decisionId="${decision}" resultVariable="where" />`) + more,
    ),
    user("a"),
    end(),
    "s > n > a > e",
  );

test("a business rule task works its decision out and goes on", async (t) => {
  t.is((await Scenario.run(deciding(), { amount: 50 }, links)).state.variables.where, "street");
  const scenario = await Scenario.run(deciding(), { amount: 500 }, links);
  t.is(scenario.state.variables.where, "district");
  t.deepEqual(scenario.tasks, ["a"]);
});

test("each instance decides by its own item", async (t) => {
  const loop = multi("sequential", {
    inputCollection: "=[10, 1000]",
    inputElement: "amount",
    outputCollection: "levels",
    outputElement: "=where",
  });
  t.deepEqual((await Scenario.run(deciding(loop), {}, links)).state.variables.levels, ["street", "district"]);
});

test("a decision that cannot be worked out stops the step and names the node", async (t) => {
  const error = await t.throwsAsync(Scenario.run(deciding(), { amount: "much" }, links), { instanceOf: ProcessError });
  t.is(error.code, "decision-failed");
  t.regex(error.message, /“n”/);
});

test("a decision that is not there is refused by name", async (t) => {
  const { problems } = await checkProcess(deciding("", "nowhere"), undefined, links);
  t.true(problems.some(({ nodeId, message }) => nodeId === "n" && /nowhere/.test(message)));
});

test("a business rule task may be a worker's job", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      element("businessRuleTask", "n", extensions('<zeebe:taskDefinition type="rules" />')),
      end(),
      "s > n > e",
    ),
  );
  t.deepEqual(scenario.jobs, ["n"]);
  t.true(scenario.work("n").ended);
});
