import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { dmn, table } from "../../engine/decision/dmn.ts";
import { startTestApp } from "../../support/app.ts";
import { demoPackage } from "./demo-package.ts";

/** Who has to see a report, by what it says: a decision table in the package. */
const ROUTE = dmn(
  table("route", {
    inputs: [{ expression: "done", type: "string" }],
    outputs: [
      { name: "level", type: "string" },
      { name: "reason", type: "string" },
    ],
    rules: [
      ['"大事"', '"city"', '"须市级审核"'],
      ['"小事"', '"district"', '"区级办结"'],
    ],
  }),
);

/** The demo package whose second review only takes place when a decision says so. */
function withDecision(decisionId = "route"): PackageFiles {
  const manifest = JSON.parse(demoPackage["manifest.json"] ?? "");
  manifest.recordTypes[2].routing = ["done"];
  manifest.decisions = [{ key: "route", title: "审核层级", file: "route.dmn" }];
  const called = `<zeebe:calledDecision decisionId="${decisionId}" resultVariable="route" />`;
  const inserted = `
  <bpmn:businessRuleTask id="grade" name="定级"><bpmn:extensionElements>${called}</bpmn:extensionElements></bpmn:businessRuleTask>
  <bpmn:exclusiveGateway id="d3" name="要市级审核？" default="g3" />
  <bpmn:sequenceFlow id="g1" sourceRef="grade" targetRef="d3" />
  <bpmn:sequenceFlow id="g2" sourceRef="d3" targetRef="second"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=route.level = "city"</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="g3" sourceRef="d3" targetRef="end" />
</bpmn:process>`;
  const drawn = (demoPackage["approval.bpmn"] ?? "")
    .replace('id="yes1" sourceRef="d1" targetRef="second"', 'id="yes1" sourceRef="d1" targetRef="grade"')
    .replace("</bpmn:process>", inserted);
  return { ...demoPackage, "manifest.json": JSON.stringify(manifest), "approval.bpmn": drawn, "route.dmn": ROUTE };
}

const app = await startTestApp({ packages: [withDecision()] });
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
const city = await app.client("city-reviewer");
test.after.always(() => app.close());

async function submitted(title: string, done: string): Promise<string> {
  const answer = await filler.post("/records", { recordType: "demo/report", data: { title, done }, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

const tasksOf = async (someone: typeof filler, title: string): Promise<{ id: string; name: string }[]> =>
  (await someone.get(`/tasks?q=${encodeURIComponent(title)}`)).body.rows;

const approve = async (someone: typeof filler, title: string) =>
  someone.post(`/tasks/${(await tasksOf(someone, title))[0]?.id}/complete`, { outcome: "approve", opinion: "同意" });

test("a business rule task asks the package's decision table, and the flow goes by its answer", async (t) => {
  const small = await submitted("决策甲", "小事");
  t.is((await approve(reviewer, "决策甲")).status, 200);
  t.is((await filler.get(`/records/${small}`)).body.status, "inForce");
  const large = await submitted("决策乙", "大事");
  t.is((await approve(reviewer, "决策乙")).status, 200);
  t.is((await filler.get(`/records/${large}`)).body.status, "inReview");
  t.is((await tasksOf(city, "决策乙"))[0]?.name, "市审核");
  t.is((await approve(city, "决策乙")).status, 200);
  t.is((await filler.get(`/records/${large}`)).body.status, "inForce");
});

test("a decision without an answer is told by table, and leaves the task as it was", async (t) => {
  const id = await submitted("决策丙", "不知道");
  const refused = await approve(reviewer, "决策丙");
  t.true(refused.status >= 400 && refused.status < 500, JSON.stringify(refused.body));
  t.regex(JSON.stringify(refused.body), /“定级”.*决策表“route表”.*没有一条规则符合/);
  t.is((await tasksOf(reviewer, "决策丙"))[0]?.name, "区审核");
  t.is((await filler.get(`/records/${id}`)).body.status, "inReview");
});

test("a decision or role that is not there is told at publish, at its node", async (t) => {
  const officer = await app.client("city-officer");
  const check = async (files: PackageFiles) =>
    (await officer.post("/definitions/demo/check", { files })).body.problems as { rule: string; nodeId?: string }[];
  t.deepEqual(await check(withDecision()), []);
  const unknown = await check(withDecision("gone"));
  t.deepEqual(
    unknown.map(({ rule, nodeId }) => [rule, nodeId]),
    [["process-decision-exists", "grade"]],
  );
  const files = withDecision();
  const nobody = files["approval.bpmn"]?.replace('role="district-reviewer"', 'role="nobody"') ?? "";
  const roles = await check({ ...files, "approval.bpmn": nobody });
  t.true(roles.some(({ rule, nodeId }) => rule === "task-role-known" && nodeId === "first"));
});
