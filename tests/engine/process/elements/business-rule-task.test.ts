import test from "ava";
import { compileDecision } from "../../../../engine/decision/index.ts";
import { checkProcess, ProcessError } from "../../../../engine/process/index.ts";
import { bpmn, call, element, end, extensions, multi, start, user } from "../bpmn.ts";
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

test("two versions of a decision are kept apart: the caller's, and that of a process it calls", async (t) => {
  const rule = (id: string, result: string) =>
    element(
      "businessRuleTask",
      id,
      extensions(`<zeebe:calledDecision decisionId="level" bindingType="deployment" resultVariable="${result}" />`),
    );
  const old = bpmn(start(), rule("m", "before"), end(), "s > m > e").replace('id="p"', 'id="other"');
  const decides = (answer: string) => async () => compileDecision(DMN.replace('"street"', `"${answer}"`));
  const scenario = await Scenario.run(
    bpmn(start(), rule("n", "now"), call("c", "other"), end(), "s > n > c > e"),
    { amount: 5 },
    { decision: decides("village"), process: () => ({ xml: old, links: { decision: decides("county") } }) },
  );
  t.true(scenario.ended);
  t.deepEqual(scenario.state.variables, { amount: 5, now: "village", before: "county" });
});

test("a decision bound to the latest keeps in the state what that was", async (t) => {
  const scenario = await Scenario.run(deciding(), { amount: 50 }, { ...links, latest: 4 });
  t.is(scenario.state.latest, 4);
});

test("a decision says by which tag it can be called", async (t) => {
  const zeebe = 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"';
  const tagged = DMN.replace('name="defs"', `name="defs" ${zeebe}`).replace(
    "<decisionTable",
    '<extensionElements><zeebe:versionTag value="blue" /></extensionElements><decisionTable',
  );
  t.is((await compileDecision(tagged)).decisions.level?.versionTag, "blue");
  t.is((await compileDecision(DMN)).decisions.level?.versionTag, undefined);
});
