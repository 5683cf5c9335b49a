import test from "ava";
import {
  bpmn,
  element,
  end,
  extensions,
  message,
  messageDefinition,
  onEvent,
  signal,
  signalDefinition,
  start,
  thrown,
  xor,
} from "../../engine/process/bpmn.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "./demo-package.ts";

const effective = (id: string) => element("endEvent", id, extensions('<tianbao:recordState effective="true" />'));
const named = (id: string, xml: string) => xml.replace('id="p"', `id="${id}"`);
const filling = element(
  "userTask",
  "fill",
  extensions(
    '<zeebe:userTask /><tianbao:assignment role="district-filler" unit="record" starter="true" /><tianbao:recordState editable="true" />',
  ),
);
const reviewing = element(
  "userTask",
  "review",
  extensions(`<zeebe:userTask /><tianbao:assignment role="district-reviewer" unit="record" />
    <tianbao:outcomes><tianbao:outcome key="approve" label="通过" kind="complete" /></tianbao:outcomes>`),
);

/** Throws what the report says. */
const approval = bpmn(
  signalDefinition("C", "核查开始"),
  signalDefinition("L", "循环"),
  messageDefinition("M", "请登记"),
  messageDefinition("K", "请核对", "=unit"),
  start(),
  xor("way"),
  thrown("check", signal("C")),
  thrown("loop", signal("L")),
  thrown("note", message("M")),
  thrown("ask", message("K")),
  effective("good"),
  "s > way",
  'way > check ? =done = "核查"',
  'way > loop ? =done = "循环"',
  'way > ask ? =done = "核对"',
  "way > note ? default",
  "check > good",
  "loop > good",
  "note > good",
  "ask > good",
);

const processes = {
  // The filler's task comes first, then a review.
  check: bpmn(
    signalDefinition("C", "核查开始"),
    onEvent("c", signal("C")),
    filling,
    reviewing,
    effective("good"),
    "c > fill > review > good",
  ),
  keyed: bpmn(
    messageDefinition("K", "请核对"),
    onEvent("k", message("K")),
    filling,
    effective("good"),
    "k > fill > good",
  ),
  note: bpmn(messageDefinition("M", "请登记"), onEvent("m", message("M")), effective("good"), "m > good"),
  // What it throws begins it again.
  loop: bpmn(
    signalDefinition("L", "循环"),
    onEvent("l", signal("L")),
    thrown("again", signal("L")),
    end(),
    "l > again > e",
  ),
};

function startsPackage(): Record<string, string> {
  const manifest = JSON.parse(demoPackage["manifest.json"] as string);
  const log = JSON.stringify({
    ...{ $schema: "http://json-schema.org/draft-07/schema#", title: "登记", type: "object" },
    properties: { title: { type: "string", title: "标题", "x-kind": "text", maxLength: 100 } },
  });
  const type = (key: string, title: string, file: string) => ({
    ...{ key, title, schema: file, titleField: "title", process: key },
  });
  manifest.recordTypes[2].routing = ["done", "unit"];
  manifest.recordTypes.push(
    type("check", "核查", "report.schema.json"),
    type("keyed", "核对", "log.schema.json"),
    type("note", "登记", "log.schema.json"),
    type("loop", "循环", "log.schema.json"),
  );
  manifest.processes.push(...Object.keys(processes).map((key) => ({ key, title: key, file: `${key}.bpmn` })));
  const access = JSON.parse(demoPackage["access.json"] as string);
  for (const recordType of Object.keys(processes)) {
    const actions = ["create", "edit", "submit"];
    access.rules.push({ recordType, roles: ["district-filler"], actions, rows: "unit" });
  }
  return {
    ...demoPackage,
    ...{ "manifest.json": JSON.stringify(manifest), "access.json": JSON.stringify(access), "log.schema.json": log },
    "approval.bpmn": approval,
    ...Object.fromEntries(Object.entries(processes).map(([key, xml]) => [`${key}.bpmn`, named(key, xml)])),
  };
}

let app: TestApp;
let filler: Client;
test.before(async () => {
  app = await startTestApp({ packages: [startsPackage()], working: true });
  filler = await app.client("110101-filler");
});
test.after.always(() => app.close());

async function reported(
  who: Client,
  title: string,
  done: string,
  unit?: string,
): Promise<{ id: string; instanceId: string }> {
  const { status, body } = await who.post("/records", {
    recordType: "demo/report",
    data: { title, done, ...(unit && { unit }) },
    submit: true,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** Records of a type that one instance had started. */
const startedBy = (instanceId: string, type: string) =>
  app.db
    .owner("record")
    .join("record_event", "record_event.record_id", "record.id")
    .where({ record_type: `demo/${type}`, kind: "created" })
    .whereRaw("detail ->> 'thrownBy' = ?", [instanceId])
    .select("record.*", "record_event.opinion");

const audited = (action: string, instanceId: string) =>
  app.db.owner("audit_log").where({ action }).whereRaw("coalesce(detail ->> 'thrownBy', '') = ?", [instanceId]);

/** The job that delivered what an instance threw, once it is done. */
async function delivered(instanceId: string): Promise<{ id: string; result: { delivered: number; started: number } }> {
  const find = () => app.db.owner("job").whereRaw("payload ->> 'thrownBy' = ?", [instanceId]).first();
  await until("the event is delivered", async () => (await find())?.state === "done");
  return find();
}

test("a signal begins a record's process in the name of whoever threw it: its filler fills and submits it", async (t) => {
  const { instanceId } = await reported(filler, "年度核查", "核查");
  t.deepEqual((await delivered(instanceId)).result, { delivered: 0, started: 1 });
  const [record] = await startedBy(instanceId, "check");
  t.is(record.opinion, "由信号“核查开始”自动发起");
  const { body } = await filler.get(`/records/${record.id}`);
  t.like(body, { status: "draft", createdBy: { name: filler.session.account.name } });
  const [task] = (await filler.get("/tasks?box=todo&limit=100")).body.rows.filter(
    (row: { recordId: string }) => row.recordId === record.id,
  );
  t.like(task, { name: "fill", recordType: "demo/check" });
  t.like((await audited("process.startedByEvent", instanceId))[0], { target: record.id, result: "ok" });
  const notices = await app.db.owner("notification").where({ link: `/records/${record.id}` });
  t.deepEqual(
    notices.map(({ title }) => title),
    ["“核查”已自动发起，等待您填报：fill"],
  );

  const data = { title: "核查结果", done: "已核查" };
  const saved = await filler.put(`/records/${record.id}`, { data, lockVersion: body.lockVersion });
  t.is(saved.status, 200, JSON.stringify(saved.body));
  const submitted = await filler.post(`/records/${record.id}/submit`, {});
  t.is(submitted.status, 200, JSON.stringify(submitted.body));
  const tasks = await app.db.owner("task").where({ record_id: record.id }).orderBy("created_at");
  t.deepEqual(
    tasks.map(({ node_id, state }) => [node_id, state]),
    [
      ["fill", "completed"],
      ["review", "open"],
    ],
  );
  t.is(new Set(tasks.map(({ instance_id }) => instance_id)).size, 1, "it goes on with the same instance");
  const reviewer = await app.client("110101-reviewer");
  t.is((await reviewer.post(`/tasks/${tasks[1].id}/complete`, { outcome: "approve" })).status, 200);
  t.is((await filler.get(`/records/${record.id}`)).body.status, "inForce");
});

test("a message begins one that no filler waits for, once however often it is delivered", async (t) => {
  const { instanceId } = await reported(filler, "请登记", "登记");
  const job = await delivered(instanceId);
  t.deepEqual(job.result, { delivered: 0, started: 1 });
  await app.db.owner("job").where({ id: job.id }).update({ state: "ready", finished_at: null, result: null });
  t.deepEqual((await delivered(instanceId)).result, { delivered: 0, started: 0 });
  const records = await startedBy(instanceId, "note");
  t.is(records.length, 1);
  t.is((await filler.get(`/records/${records[0].id}`)).body.status, "inForce");
});

test("of messages with one key only the first begins a record, until that is done; another key begins its own", async (t) => {
  const ask = (title: string, unit: string, who = filler) => reported(who, title, "核对", unit);
  const both = await Promise.all([ask("甲一", "甲"), ask("甲二", "甲")]);
  const results = await Promise.all(both.map(async ({ instanceId }) => (await delivered(instanceId)).result.started));
  t.deepEqual(results.sort(), [0, 1]);
  const begun = (await Promise.all(both.map(({ instanceId }) => startedBy(instanceId, "keyed")))).flat();
  t.is(begun.length, 1);

  // Whose it is does not matter: the one that runs need not be visible to whoever throws the next.
  const other = await app.client("110102-filler");
  const late = await ask("甲三", "甲", other);
  t.is((await delivered(late.instanceId)).result.started, 0);
  t.like((await audited("process.startRefused", late.instanceId))[0], {
    detail: { code: "already-begun", correlationKey: "甲" },
  });
  const [notice] = await app.db.owner("notification").where({ kind: "startRefused", link: `/records/${late.id}` });
  t.is(notice.title, "“甲三”没能自动发起“核对”");
  t.regex(notice.body, /“甲”.*正在办理.*不再重复发起/);
  t.is((await delivered((await ask("乙", "乙")).instanceId)).result.started, 1);

  const [first] = begun;
  const { body } = await filler.get(`/records/${first.id}`);
  const done = { data: { title: "核对完毕" }, lockVersion: body.lockVersion, submit: true };
  const { status, body: answer } = await filler.put(`/records/${first.id}`, done);
  t.is(status, 200, JSON.stringify(answer));
  t.is(answer.status, "inForce");
  const again = await ask("甲四", "甲");
  const job = await delivered(again.instanceId);
  t.is(job.result.started, 1, "the first is done");
  await app.db.owner("job").where({ id: job.id }).update({ state: "ready", finished_at: null, result: null });
  t.is((await delivered(again.instanceId)).result.started, 0);
  t.is((await audited("process.startRefused", again.instanceId)).length, 0, "delivered again it is no second message");
});

test("nothing is started for somebody who may not file it; the audit trail and he are told why", async (t) => {
  const staff = await app.client("110101001-staff");
  const { id, instanceId } = await reported(staff, "街道核查", "核查");
  t.deepEqual((await delivered(instanceId)).result, { delivered: 0, started: 0 });
  t.deepEqual(await startedBy(instanceId, "check"), []);
  t.like((await audited("process.startRefused", instanceId))[0], {
    result: "denied",
    detail: { recordType: "demo/check" },
  });
  const notices = await app.db.owner("notification").where({ kind: "startRefused", link: `/records/${id}` });
  t.like(notices, [{ title: "“街道核查”没能自动发起“核查”", account_id: staff.session.account.id }]);
});

test("processes that begin each other end after ten", async (t) => {
  const { instanceId } = await reported(filler, "循环", "循环");
  const made = () => app.db.owner("record").where({ record_type: "demo/loop" });
  const refused = () =>
    app.db.owner("audit_log").where({ action: "process.startRefused" }).whereRaw("detail ->> 'name' = '循环'");
  await until("it ends", async () => (await refused()).length === 1);
  t.is((await made()).length, 10);
  t.is((await startedBy(instanceId, "loop")).length, 1);
});

test("what only an event begins is not submitted by hand", async (t) => {
  const data = { title: "自己报", done: "不行" };
  const { status, body } = await filler.post("/records", { recordType: "demo/check", data, submit: true });
  t.is(status, 422);
  t.like(body, { code: "begins-by-event" });
});

test("a process that only a clock or a condition begins is refused at publish, by name", async (t) => {
  const officer = await app.client("city-officer");
  const begin = (id: string, content: string) => bpmn(onEvent(id, content), effective("good"), `${id} > good`);
  const timer =
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition>';
  const condition =
    '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">=level = 1</bpmn:condition></bpmn:conditionalEventDefinition>';
  for (const [id, content] of [
    ["monthly", timer],
    ["sometimes", condition],
  ] as const) {
    const files = { ...startsPackage(), "note.bpmn": named("note", begin(id, content)) };
    const { status, body } = await officer.post("/definitions/demo/versions", { files, baseNumber: 1 });
    t.is(status, 422, JSON.stringify(body));
    t.true(
      body.problems.some(
        (problem: { rule: string; nodeId: string }) =>
          problem.rule === "process-start-supported" && problem.nodeId === id,
      ),
      JSON.stringify(body.problems),
    );
  }
});
