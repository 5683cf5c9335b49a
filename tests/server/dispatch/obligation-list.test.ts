import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "../process/demo-package.ts";

const views = {
  lists: [
    {
      ...{ key: "owed", title: "应报清单", recordType: "report", of: "obligation" },
      columns: ["$period", "$unit", "$district", "$subject", "$state", "$dueAt", "title", "done"].map((field) => ({
        field,
      })),
      filters: ["$period", "$state", "$unit", "$source", "$subject"].map((field) => ({ field })),
      sort: [{ field: "$period", order: "asc" }],
    },
  ],
};

/** Noon of 10 March 2026 in Beijing. */
const now = () => new Date("2026-03-10T12:00:00+08:00");
let app: TestApp;
let officer: Client;
let filler: Client;
let work: string;
test.before(async () => {
  const files = { ...demoPackage, "views.json": JSON.stringify(views) };
  app = await startTestApp({ packages: [files], working: true, now });
  officer = await app.client("city-officer");
  filler = await app.client("110101-filler");
  work = await official("work", { title: "清单", year: "2026", kind: "month" });
  await official("part", { work, title: "甲", target: "全部" });
  const campaign = {
    sourceRecordId: work,
    periods: ["2026-01", "2026-02"],
    level: "district",
    dueAt: "2099-01-31T15:59:59Z",
  };
  const { status, body } = await officer.post("/campaigns", campaign);
  if (status !== 202) throw new Error(JSON.stringify(body));
  await until("the job is done", async () => (await officer.get(`/jobs/${body.jobId}`)).body.state === "done");
});
test.after.always(() => app?.close());

async function official(type: string, data: object): Promise<string> {
  const { status, body } = await officer.post("/records", { recordType: `demo/${type}`, data, submit: true });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

const listed = async (someone: Client, request: object = {}) => {
  const { status, body } = await someone.post("/lists/demo/owed/query", request);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};

test.serial("a list of obligations has a row for what nobody has begun, and each division sees its own", async (t) => {
  const all = await listed(officer);
  t.deepEqual(all.total, { count: 4, capped: false });
  t.deepEqual(
    all.rows.map((row: Record<string, unknown>) => [row.$period, row.$state, row.$record, row.title]),
    ["2026-01", "2026-01", "2026-02", "2026-02"].map((period) => [period, "pending", null, null]),
  );
  t.deepEqual(all.labels.$period, { "2026-01": "2026年1月", "2026-02": "2026年2月" });
  const own = await listed(filler);
  t.is(own.total.count, 2);
  t.deepEqual([...new Set(own.rows.map((row: { $district: string }) => row.$district))], ["110101000000"]);
  t.is((await listed(await app.client("110102-filler"))).total.count, 2);
});

test.serial("a row follows its obligation from draft to review, with the fields of what was filled", async (t) => {
  const [first] = (await listed(filler)).rows;
  const { prefill } = (await filler.post(`/obligations/${first.id}/open`)).body;
  const data = { ...prefill, done: "是" };
  const { body: record } = await filler.post("/records", { recordType: "demo/report", data, obligationId: first.id });
  const row = async () => (await listed(filler)).rows[0];
  t.like(await row(), { id: first.id, $record: record.id, title: "甲（2026年1月）", done: "是", $state: "pending" });
  t.is((await filler.post(`/records/${record.id}/submit`)).status, 200);
  t.like(await row(), { $state: "onTime", $period: "2026-01" });
  t.is((await listed(filler)).total.count, 2, "one row each, though the record has a row of its own");
});

test.serial(
  "it is filtered by period, state and the work it was dispatched from; a field it does not show is refused",
  async (t) => {
    const count = async (filters: object) => (await listed(officer, { filters })).total.count;
    t.is(await count({ $period: "2026-02" }), 2);
    t.is(await count({ $state: ["onTime"] }), 1);
    t.is(await count({ $state: ["pending"] }), 3);
    t.is(await count({ $source: work }), 4);
    t.is(await count({ $source: "00000000-0000-7000-8000-000000000000" }), 0);
    t.is(await count({ done: "是" }), 1);
    const refused = await officer.post("/lists/demo/owed/query", { filters: { unit: "东城" } });
    t.like(refused, { status: 400, body: { code: "unknown-field" } });
  },
);
