import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { demoPackage } from "./demo-package.ts";

const read = (file: string) => JSON.parse(demoPackage[file] as string);

/** The first reviewer scores a report, may remark on it and does not see its unit. */
function scoredPackage(): Record<string, string> {
  const [manifest, schema] = [read("manifest.json"), read("report.schema.json")];
  Object.assign(schema.properties, {
    score: { type: "integer", title: "评分", "x-kind": "number", minimum: 0, maximum: 10, readOnly: true },
    double: { type: "number", title: "两倍", "x-kind": "computed", "x-computed": "=score * 2" },
    remark: { type: "string", title: "评语", "x-kind": "text", maxLength: 20 },
  });
  manifest.recordTypes[2].index = ["score"];
  manifest.recordTypes[2].unique = [{ key: "remark", fields: ["remark"], message: "已有同样的评语" }];
  const columns = ["title", "unit", "score"].map((field) => ({ field }));
  const list = { key: "reports", title: "填报", recordType: "report", columns, filters: [{ field: "unit" }] };
  const assignment = '<tianbao:assignment role="district-reviewer" unit="record" />';
  const rights = `<tianbao:fieldRights><tianbao:right field="score" mode="required" />
    <tianbao:right field="remark" mode="edit" /><tianbao:right field="unit" mode="hidden" /></tianbao:fieldRights>`;
  return {
    ...demoPackage,
    "manifest.json": JSON.stringify(manifest),
    "report.schema.json": JSON.stringify(schema),
    "views.json": JSON.stringify({ lists: [list] }),
    "approval.bpmn": demoPackage["approval.bpmn"]?.replace(assignment, assignment + rights) ?? "",
  };
}

let app: TestApp;
let filler: Client;
let reviewer: Client;
test.before(async () => {
  app = await startTestApp({ packages: [scoredPackage()] });
  filler = await app.client("110101-filler");
  reviewer = await app.client("110101-reviewer");
});
test.after.always(() => app.close());

/** A submitted report, the first reviewer's task, and what he sees of it. */
async function submitted(title: string) {
  const data = { title, done: "是", unit: "东城" };
  const answer = await filler.post("/records", { recordType: "demo/report", data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const { id, openTasks } = answer.body;
  const task = openTasks[0].id as string;
  const seen = (await reviewer.get(`/tasks/${task}`)).body.record.data as Record<string, unknown>;
  return { id, task, seen, complete: (body: object) => reviewer.post(`/tasks/${task}/complete`, body) };
}

test("a reviewer changes what his task opens, with its differences in the history and the projection", async (t) => {
  const { id, seen, complete } = await submitted("评分");
  const answer = await complete({ outcome: "approve", data: { ...seen, score: 8, remark: "好" } });
  t.is(answer.status, 200, JSON.stringify(answer.body));
  const { body: record } = await filler.get(`/records/${id}`);
  t.deepEqual(record.data, { ...seen, score: 8, double: 16, remark: "好", unit: "东城" });
  t.is(record.status, "inReview");
  const row = await app.db.owner("p_demo__report").where({ record_id: id }).first();
  t.like(row, { f_score: 8, status: "inReview" });
  const [approved, amended] = (await filler.get(`/records/${id}/history`)).body;
  t.is(approved.kind, "approved");
  t.like(amended, { kindText: "审核修改", taskName: "区审核", account: { name: "东城区审核" } });
  t.deepEqual(
    amended.changes.map(({ pointer, after }: { pointer: string; after: string }) => [pointer, after]),
    [
      ["/score", "8"],
      ["/double", "16"],
      ["/remark", "好"],
    ],
  );
  const { rows } = await app.db.owner.raw("select data->>'score' as score from record_revision where record_id = ?", [
    id,
  ]);
  t.deepEqual(rows, [{ score: "8" }]);
  t.is((await complete({ outcome: "approve", data: seen })).body.code, "task-already-completed");
});

test("everything else is refused by name, and nothing is done", async (t) => {
  const { id, task, seen, complete } = await submitted("越权");
  const altered = await complete({ outcome: "approve", data: { ...seen, score: 1, done: "否" } });
  t.like(altered, { status: 403, body: { code: "field-not-editable", errors: [{ pointer: "/done" }] } });
  t.regex(altered.body.detail, /“完成情况”/);
  const hidden = await complete({ outcome: "approve", data: { ...seen, score: 1, unit: "西城" } });
  t.like(hidden, { status: 403, body: { errors: [{ pointer: "/unit" }] } });
  const wrong = await complete({ outcome: "approve", data: { ...seen, score: 11 } });
  t.like(wrong, { status: 422, body: { code: "invalid-data", errors: [{ pointer: "/score" }] } });
  const unknown = await complete({ outcome: "approve", data: { ...seen, score: 1, other: 1 } });
  t.like(unknown, { status: 422, body: { errors: [{ pointer: "/other" }] } });
  t.is((await reviewer.get(`/tasks/${task}`)).body.state, "open");
  t.is((await filler.get(`/records/${id}`)).body.data.score, undefined);
});

test("what the task demands is demanded at its completion, not at a return", async (t) => {
  const { id, seen, complete } = await submitted("必填");
  for (const body of [{ outcome: "approve" }, { outcome: "approve", data: { ...seen, remark: "漏评" } }]) {
    const missing = await complete(body);
    t.like(missing, { status: 422, body: { errors: [{ pointer: "/score", message: "请填写评分" }] } });
  }
  const returned = await complete({ outcome: "return", opinion: "改", data: { ...seen, remark: "请改" } });
  t.is(returned.status, 200, JSON.stringify(returned.body));
  const { body: record } = await filler.get(`/records/${id}`);
  t.like(record, { status: "returned", data: { remark: "请改" } });
  const row = await app.db.owner("p_demo__report").where({ record_id: id }).first();
  t.is(row.status, "returned");
  const data = { ...record.data, score: 10 };
  const graded = await filler.put(`/records/${id}`, { data, lockVersion: record.lockVersion });
  t.like(graded, { status: 403, body: { errors: [{ pointer: "/score" }] } });
});

test("a hidden field does not reach the candidates of the task, whatever way they look", async (t) => {
  const { id, seen } = await submitted("保密");
  t.deepEqual(seen, { title: "保密", done: "是" });
  t.false("unit" in (await reviewer.get(`/records/${id}`)).body.data);
  t.is((await filler.get(`/records/${id}`)).body.data.unit, "东城");
  t.is((await (await app.client("city-officer")).get(`/records/${id}`)).body.data.unit, "东城");
});

test("a change that breaks a uniqueness is a conflict, not a fault", async (t) => {
  const [first, second] = [await submitted("甲"), await submitted("乙")];
  const data = (seen: object) => ({ ...seen, score: 5, remark: "独一份" });
  t.is((await first.complete({ outcome: "approve", data: data(first.seen) })).status, 200);
  const conflict = await second.complete({ outcome: "approve", data: data(second.seen) });
  t.like(conflict, { status: 409, body: { code: "duplicate-record", detail: "已有同样的评语" } });
});

test("what a task hides from a role is in no list, filter or export of its holders either", async (t) => {
  const { id } = await submitted("清单");
  const list = async (who: Client) => (await who.get("/lists/demo/reports")).body;
  const fields = ({ columns }: { columns: { field: string }[] }) => columns.map(({ field }) => field);
  t.true(fields(await list(filler)).includes("unit"));
  t.false(fields(await list(reviewer)).includes("unit"));
  t.false(JSON.stringify(await list(reviewer)).includes('"unit"'));
  const rowsOf = async (who: Client) => (await who.post("/lists/demo/reports/query", {})).body.rows;
  const row = async (who: Client) => (await rowsOf(who)).find(({ $id }: { $id: string }) => $id === id);
  t.is((await row(filler)).unit, "东城");
  t.false("unit" in (await row(reviewer)));
  const filtered = await reviewer.post("/lists/demo/reports/query", { filters: { unit: "东城" } });
  t.is(filtered.status, 400);
  t.is((await filler.post("/lists/demo/reports/query", { filters: { unit: "东城" } })).status, 200);
});
