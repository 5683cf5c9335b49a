import test from "ava";
import { readXlsx } from "hucre/xlsx";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { demoPackage } from "./demo-package.ts";
import { addAccount } from "./operations-package.ts";

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
  const columns = ["title", "unit", "score", "$district"].map((field) => ({ field }));
  const by = [{ field: "unit" }];
  const list = {
    key: "reports",
    title: "填报",
    recordType: "report",
    columns,
    filters: by,
    sort: by,
    search: ["unit", "title"],
  };
  const figures = {
    ...{ key: "units", title: "按单位", recordType: "report", rows: ["unit"], columns: [], drill: "reports" },
    ...{
      dimensions: [{ key: "unit", field: "unit" }],
      measures: [{ key: "count", title: "数量", fn: "count" }],
      filters: by,
    },
  };
  const access = read("access.json");
  access.rules.push({ recordType: "report", roles: ["*"], actions: ["export", "statistics"], rows: "division" });
  const assignment = '<tianbao:assignment role="district-reviewer" unit="record" />';
  const rights = `<tianbao:fieldRights><tianbao:right field="score" mode="required" />
    <tianbao:right field="remark" mode="edit" /><tianbao:right field="unit" mode="hidden" /></tianbao:fieldRights>`;
  return {
    ...demoPackage,
    "manifest.json": JSON.stringify(manifest),
    "report.schema.json": JSON.stringify(schema),
    "access.json": JSON.stringify(access),
    "views.json": JSON.stringify({ lists: [list], statistics: [figures] }),
    "approval.bpmn": demoPackage["approval.bpmn"]?.replace(assignment, assignment + rights) ?? "",
  };
}

/** Every way to what a report says; each answer is text in which something hidden would be found. */
function waysTo(
  who: Client,
  { id, task, instanceId, secret }: { id: string; task: string; instanceId: string; secret: string },
) {
  const got = async (path: string) => JSON.stringify((await who.get(path)).body);
  const posted = async (path: string, body: object) => JSON.stringify((await who.post(path, body)).body);
  const sheet = async (path: string, body: object) => {
    const headers = { "Content-Type": "application/json" };
    const answer = await who.send("POST", path, { body: JSON.stringify(body), headers });
    if (answer.status !== 200) return "";
    const { sheets } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
    return JSON.stringify(sheets.map(({ rows }) => rows));
  };
  // By a search that finds the record only through what is hidden, the row itself gives it away.
  const found = async (path: string, body: object) => ((await posted(path, body)).includes(id) ? secret : "");
  const list = "/lists/demo/reports";
  const figures = "/statistics/demo/units";
  const drill = { view: "units", measure: "count" };
  return {
    task: () => got(`/tasks/${task}`),
    record: () => got(`/records/${id}`),
    history: () => got(`/records/${id}/history`),
    revisions: () => got(`/records/${id}/revisions`),
    comments: () => got(`/records/${id}/comments`),
    desk: () => got("/tasks?box=todo&limit=100"),
    notifications: () => got("/notifications?limit=100"),
    process: () => got(`/processes/${instanceId}`),
    explanation: () => got(`/processes/${instanceId}/explain`),
    list: () => posted(`${list}/query`, {}),
    filter: () => found(`${list}/query`, { filters: { unit: secret } }),
    search: () => found(`${list}/query`, { search: secret }),
    options: async () =>
      (await got(`/records/options?recordType=demo/report&unit=${encodeURIComponent(secret)}`)).includes(id)
        ? secret
        : "",
    drill: () => found(`${list}/query`, { drill, filters: { unit: secret } }),
    export: () => sheet(`${list}/export`, {}),
    // Counting by what is hidden is refused, as it would tell whether the guess is right.
    analysis: async () =>
      (await who.post(`${list}/analysis/query`, { rows: ["$district"], filters: { unit: secret } })).status === 200
        ? secret
        : "",
    figures: () => posted(`${figures}/query`, { rows: ["unit"], columns: [] }),
    figuresExport: () => sheet(`${figures}/export`, { rows: ["unit"], columns: [] }),
  };
}

type Way = keyof ReturnType<typeof waysTo>;

/** The ways by which somebody comes to see what is hidden. */
async function leaks(who: Client, about: Parameters<typeof waysTo>[1]): Promise<Way[]> {
  const found: Way[] = [];
  for (const [way, look] of Object.entries(waysTo(who, about)))
    if ((await look()).includes(about.secret)) found.push(way as Way);
  return found;
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
async function submitted(title: string, unit = "东城") {
  const data = { title, done: "是", unit };
  const answer = await filler.post("/records", { recordType: "demo/report", data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const { id, instanceId, openTasks } = answer.body;
  const task = openTasks[0].id as string;
  const seen = (await reviewer.get(`/tasks/${task}`)).body.record.data as Record<string, unknown>;
  return { id, task, instanceId, seen, complete: (body: object) => reviewer.post(`/tasks/${task}/complete`, body) };
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
  t.like(amended, { kindText: "办理时修改", taskName: "区审核", account: { name: "东城区审核" } });
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

test("what a task hides is hidden on every way from those it lies before: its group, persons, their substitutes", async (t) => {
  const secret = "机密单位甲";
  const about = { ...(await submitted("多路", secret)), secret };
  const everywhere = await leaks(filler, about);
  const ways: Way[] = [
    "record",
    "task",
    "list",
    "filter",
    "search",
    "options",
    "drill",
    "export",
    "analysis",
    "figures",
    "figuresExport",
  ];
  t.deepEqual(everywhere.toSorted(), ways.toSorted(), "whoever it is not hidden from finds it there");
  t.deepEqual(await leaks(reviewer, about), [], "the group");

  // He may read reports as anybody at the unit, and holds no role that reviews.
  await addAccount(app, "helper", "帮办人", "110101-filler", ["district-filler"]);
  const helper = await app.client("helper");
  t.deepEqual((await leaks(helper, about)).toSorted(), ways.toSorted(), "not yet");
  const person = await app.db.owner("account").where({ login: "helper" }).first();
  t.is((await reviewer.post(`/tasks/${about.task}/transfer`, { people: [person.id] })).status, 204);
  t.deepEqual(await leaks(helper, about), [], "in person");

  const id = await addAccount(app, "stand-in", "代理人", "110101-filler", ["district-filler"]);
  const standIn = await app.client("stand-in");
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  t.true((await leaks(standIn, about)).includes("record"));
  const made = await helper.post("/substitutions", { substituteId: id, startsOn: today, endsOn: today });
  t.is(made.status, 201, JSON.stringify(made.body));
  t.is((await standIn.get(`/tasks/${about.task}`)).body.actsFor, "帮办人");
  t.deepEqual(await leaks(standIn, about), [], "as a substitute");
});
