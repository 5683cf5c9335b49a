import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { publishDefinition } from "../../../server/commands/publish-definition.ts";
import { dmn, table } from "../../engine/decision/dmn.ts";
import { startTestApp } from "../../support/app.ts";
import { demoPackage } from "./demo-package.ts";

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://example.org">`;
const task = (id: string, name: string) =>
  `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements><zeebe:userTask /><tianbao:assignment role="district-reviewer" unit="record" /></bpmn:extensionElements></bpmn:userTask>`;
const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}" />`;

/** What version `n` calls a further check, under the tag `t<n>`. */
const extra = (n: number) => `${HEAD}
<bpmn:process id="extra" name="加审" isExecutable="true"><bpmn:extensionElements><zeebe:versionTag value="t${n}" /></bpmn:extensionElements>
<bpmn:startEvent id="xs" />${task("xt", `加审第${n}版`)}<bpmn:endEvent id="xe" />${flow("xs", "xt")}${flow("xt", "xe")}
</bpmn:process></bpmn:definitions>`;

const CALLS = [
  ["together", 'bindingType="deployment"'],
  ["newest", ""],
  ["tagged", 'bindingType="versionTag" versionTag="t1"'],
] as const;

/** A review that calls the check three times: as published together, the latest, and the one tagged `t1`. */
const calling = (tag: string) => `${HEAD}
<bpmn:process id="approval" name="填报审核" isExecutable="true"><bpmn:startEvent id="start" />
<bpmn:userTask id="fill" name="填报"><bpmn:extensionElements><zeebe:userTask /><tianbao:assignment role="district-filler" unit="record" starter="true" /></bpmn:extensionElements></bpmn:userTask>
${CALLS.map(
  ([id, binding]) =>
    `<bpmn:callActivity id="${id}" name="${id}"><bpmn:extensionElements><zeebe:calledElement processId="extra" ${binding.replace('"t1"', `"${tag}"`)} /></bpmn:extensionElements></bpmn:callActivity>`,
).join("")}
<bpmn:businessRuleTask id="grade" name="定级"><bpmn:extensionElements><zeebe:calledDecision decisionId="grade" resultVariable="grade" /></bpmn:extensionElements></bpmn:businessRuleTask>
<bpmn:endEvent id="end" name="生效"><bpmn:extensionElements><tianbao:recordState effective="true" /></bpmn:extensionElements></bpmn:endEvent>
${flow("start", "fill")}${flow("fill", "together")}${flow("together", "newest")}${flow("newest", "tagged")}${flow("tagged", "grade")}${flow("grade", "end")}
</bpmn:process></bpmn:definitions>`;

const grade = (n: number) =>
  dmn(
    table("grade", {
      inputs: [{ expression: "1", type: "number" }],
      outputs: [{ name: "grade", type: "number" }],
      rules: [["-", `${n}`]],
    }),
  );

function version(n: number, tag = "t1"): PackageFiles {
  const manifest = JSON.parse(demoPackage["manifest.json"] ?? "");
  manifest.version = `${n}.0.0`;
  manifest.processes.push({ key: "extra", title: "加审", file: "extra.bpmn" });
  manifest.decisions = [{ key: "grade", title: "定级", file: "grade.dmn" }];
  return {
    ...demoPackage,
    "manifest.json": JSON.stringify(manifest),
    "approval.bpmn": calling(tag),
    "extra.bpmn": extra(n),
    "grade.dmn": grade(n),
  };
}

const app = await startTestApp({ packages: [version(1)] });
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
test.after.always(() => app.close());

async function publish(files: PackageFiles): Promise<void> {
  const actor = { accountId: null, orgUnitId: null, ip: null };
  const { outcome } = await publishDefinition(app.ctx, actor, { files, origin: "shipped" });
  if (outcome !== "published") throw new Error(outcome);
}

async function report(title: string, submit: boolean): Promise<string> {
  const answer = await filler.post("/records", { recordType: "demo/report", data: { title, done: "是" }, submit });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

/** Does the one open task of a record and says what it was called. */
async function pass(title: string): Promise<string> {
  const [open] = (await reviewer.get(`/tasks?q=${encodeURIComponent(title)}`)).body.rows;
  const answer = await reviewer.post(`/tasks/${open?.id}/complete`, {});
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return open.name;
}

const gradeOf = async (recordId: string) =>
  (await app.db.owner("process_instance").where({ record_id: recordId }).first()).state.variables.grade;

test.serial(
  "a call runs the version that was published with it, the latest at the start, or the tagged one",
  async (t) => {
    const draft = await report("起草甲", false);
    const early = await report("先交乙", true);
    await publish(version(2));
    const row = (await filler.get(`/records/${draft}`)).body;
    const sent = await filler.post(`/records/${draft}/submit`, { lockVersion: row.lockVersion });
    t.is(sent.status, 200, JSON.stringify(sent.body));
    const later = await report("后交丙", true);
    // What is published while they run changes nothing for them.
    t.deepEqual(
      [await pass("起草甲"), await pass("先交乙"), await pass("后交丙")],
      ["加审第1版", "加审第1版", "加审第2版"],
    );
    await publish(version(3));
    t.deepEqual(
      [await pass("起草甲"), await pass("先交乙"), await pass("后交丙")],
      ["加审第2版", "加审第1版", "加审第2版"],
    );
    t.deepEqual(
      [await pass("起草甲"), await pass("先交乙"), await pass("后交丙")],
      ["加审第1版", "加审第1版", "加审第1版"],
    );
    t.deepEqual([await gradeOf(draft), await gradeOf(early), await gradeOf(later)], [2, 1, 2]);
  },
);

test.serial("a tag that no published version carries is told at publish, at its call", async (t) => {
  const officer = await app.client("city-officer");
  const check = async (files: PackageFiles) =>
    (await officer.post("/definitions/demo/check", { files })).body.problems as { rule: string; nodeId?: string }[];
  t.deepEqual(await check(version(9)), []);
  t.deepEqual(
    (await check(version(9, "t77"))).map(({ rule, nodeId }) => [rule, nodeId]),
    [["call-known", "tagged"]],
  );
});
