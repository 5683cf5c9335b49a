import test from "ava";
import type { Answer, Client } from "../../support/client.ts";
import { listRows, sheetOf } from "./excel.ts";
import { got } from "./got.ts";
import { dongcheng, nextYear, openStage, xicheng } from "./stage.ts";

const stage = await openStage();
const { asOfficer } = stage;
const east = await stage.asFiller(dongcheng);
const west = await stage.asFiller(xicheng);
const reviewer = await stage.asReviewer(dongcheng);
const keyWork = await asOfficer.define({ title: "综合窗口改革", year: nextYear });
await asOfficer.addContent(keyWork, "综窗改造");
const { campaignId } = await asOfficer.dispatch(keyWork, [`${nextYear}-01`, `${nextYear}-02`]);
const file = await east.upload("东城佐证.pdf");
const [first, second] = await east.duties();
if (!first || !second) throw new Error("no duties");
const report = await east.submit(first, { attachments: [file] });
await west.submit((await west.duties())[0] ?? first, { amount: 5, cumulative: 5 });
test.after.always(() => stage.app.close());

const data = report.data;
const entries = "/lists/key-work/progressEntries";

/** Requests about 东城's report: what each of them would read or change. */
const prying: [method: string, path: string, body?: object][] = [
  ["GET", `/records/${report.id}`],
  ["GET", `/records/${report.id}/history`],
  ["GET", `/records/${report.id}/uploads`],
  ["GET", `/records/${report.id}/revisions`],
  ["GET", `/records/${report.id}/diff?from=1&to=1`],
  ["GET", `/attachments/${file.id}`],
  ["GET", `/processes/${report.instanceId}`],
  ["PUT", `/records/${report.id}`, { data, lockVersion: report.lockVersion }],
  ["POST", `/records/${report.id}/submit`, {}],
  ["POST", `/records/${report.id}/withdraw`, {}],
  ["POST", `/records/${report.id}/cancel`, { reason: "不要了" }],
  ["POST", `/tasks/${report.openTasks[0].id}/complete`, { outcome: "approve" }],
  ["POST", `/obligations/${second.id}/open`, {}],
  ["POST", "/records", { recordType: "key-work/progressEntry", obligationId: second.id, data }],
  ["GET", `/campaigns/${campaignId}`],
  ["POST", `/campaigns/${campaignId}/remind`, {}],
  ["POST", `/forms/${keyWork}/check`, { table: { fields: [] } }],
  ["POST", "/campaigns", { sourceRecordId: keyWork, periods: [`${nextYear}-03`] }],
  ["POST", "/statistics/key-work/monthlyCompletion/query", {}],
  ["POST", "/statistics/key-work/monthlyCompletion/export", {}],
];

/** Sends them all; what came of each, and those refusals that left no trace in the audit trail. */
async function pry(login: string, client: Client, requests = prying): Promise<{ let: string[]; untold: string[] }> {
  const before = (await stage.denials(login)).length;
  const answers: [string, Answer][] = [];
  for (const [method, path, body] of requests)
    answers.push([`${method} /api${path.split("?")[0]}`, await client.request(method, path, body)]);
  const told = (await stage.denials(login)).slice(before);
  const isRefused = ({ status }: Answer) => status === 403 || status === 404;
  return {
    let: answers.filter(([, answer]) => !isRefused(answer)).map(([what, { status }]) => `${status} ${what}`),
    untold: answers.filter(([what, answer]) => isRefused(answer) && !told.includes(what)).map(([what]) => what),
  };
}

for (const login of [`${xicheng}-filler`, `${xicheng}-reviewer`, "agency-1", `${dongcheng}001-staff`]) {
  test(`R-KEY-18 R-GEN-09: ${login} can neither read nor touch 东城's report, and every attempt is on record`, async (t) => {
    t.deepEqual(await pry(login, await stage.app.client(login)), { let: [], untold: [] });
  });
}

test("R-KEY-18 R-GEN-04: lists and exports of a district hold its own reports only", async (t) => {
  const rows = got(await west.client.post(`${entries}/query`, {})).rows;
  t.deepEqual(
    rows.map((row: Record<string, unknown>) => [row.$division, row.amount]),
    [["110102000000", 5]],
  );
  const sheet = listRows(await sheetOf(await west.client.post(`${entries}/export`, {})));
  t.deepEqual(
    sheet.map((row) => row.填报单位),
    ["西城区政务服务和数据管理局"],
  );
  const everywhere = { filters: { $district: "110101000000" } };
  t.deepEqual(got(await west.client.post(`${entries}/query`, everywhere)).rows, []);
  const all = got(await asOfficer.client.post(`${entries}/query`, {})).rows;
  t.is(all.length, 2);
  const duties = got(await west.client.post("/lists/key-work/obligations/query", { count: "exact" }));
  t.deepEqual(new Set(duties.rows.map((row: Record<string, unknown>) => row.$division)), new Set(["110102000000"]));
});

test("R-GEN-04: agencies and streets have no list, task, duty or tile of it", async (t) => {
  for (const login of ["agency-1", `${dongcheng}001-staff`]) {
    const client = await stage.app.client(login);
    t.is((await client.post(`${entries}/query`, {})).status, 403);
    t.is((await client.post(`${entries}/export`, {})).status, 403);
    t.deepEqual(got(await client.get("/obligations?box=open")).rows, []);
    t.deepEqual(got(await client.get("/tasks?box=todo")).rows, []);
    const tiles: { key: string }[] = got(await client.get("/tiles"));
    t.deepEqual(
      tiles.filter(({ key }) => key.startsWith("key-work/")),
      [],
    );
  }
});

test("R-GEN-09: a district's reviewer reads the report but cannot fill, change or submit one", async (t) => {
  t.is((await reviewer.client.get(`/records/${report.id}`)).status, 200);
  t.is((await reviewer.client.get(`/attachments/${file.id}`)).status, 200);
  const filling = prying.filter(
    ([method, path]) => method !== "GET" && (path.includes("/records") || path.includes("/obligations")),
  );
  t.is(filling.length, 6);
  t.deepEqual(await pry(`${dongcheng}-reviewer`, reviewer.client, filling), { let: [], untold: [] });
});

test("R-GEN-09: the city reads a district's report but does not write it", async (t) => {
  t.is((await asOfficer.client.get(`/records/${report.id}`)).status, 200);
  const writing = prying.filter(([method, path]) => method !== "GET" && path.includes(report.id));
  t.deepEqual(await pry("city-officer", asOfficer.client, writing), { let: [], untold: [] });
});

test("R-GEN-09: without a session nothing is told, without the token nothing is written", async (t) => {
  const stranger = await stage.app.client();
  for (const [method, path, body] of prying) {
    const { status } = await stranger.request(method, path, body);
    t.true(status === 401 || status === 403, `${status} ${method} ${path}`);
  }
  const forged = {
    body: JSON.stringify({ reason: "跨站" }),
    headers: { "Content-Type": "application/json", "X-CSRF-Token": "" },
  };
  t.is((await east.client.send("POST", `/records/${report.id}/cancel`, forged)).status, 403);
});

test("R-GEN-03: city, 16 districts, streets and villages, each with units of its own", async (t) => {
  const places = { 1: 1, 2: 16, 3: 349, 4: 7535 };
  const levels = async (table: string, division: string) => {
    const { rows } = await stage.app.db.owner.raw<{ rows: { level: number; count: number }[] }>(
      "select level, count(distinct ??)::int from ?? group by level",
      [division, table],
    );
    return Object.fromEntries(rows.map(({ level, count }) => [level, count]));
  };
  t.deepEqual(await levels("division", "code"), places);
  t.deepEqual(await levels("org_unit", "division_code"), places);
});

test.after("no refusal was a fault, and the report is as it was", async (t) => {
  t.deepEqual(stage.app.logged, []);
  const now = await east.record(report.id);
  t.deepEqual([now.status, now.lockVersion, now.data], ["inReview", report.lockVersion, report.data]);
});
