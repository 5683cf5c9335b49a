import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { demoPackage } from "../process/demo-package.ts";

const read = (file: string) => JSON.parse(demoPackage[file] as string);

/** Reports whose period is fixed by the schema, whose title by the layout and whose unit by the access rules. */
function guardedPackage(): Record<string, string> {
  const [manifest, schema, access] = [read("manifest.json"), read("report.schema.json"), read("access.json")];
  schema.properties.period.readOnly = true;
  manifest.recordTypes[2].ui = "report.ui.json";
  access.rules.at(-1).readOnly = ["unit"];
  return {
    ...demoPackage,
    "manifest.json": JSON.stringify(manifest),
    "report.schema.json": JSON.stringify(schema),
    "report.ui.json": JSON.stringify({ title: { "ui:readonly": true } }),
    "access.json": JSON.stringify(access),
  };
}

let app: TestApp;
let officer: Client;
let filler: Client;
test.before(async () => {
  app = await startTestApp({ packages: [guardedPackage()], working: true });
  officer = await app.client("city-officer");
  filler = await app.client("110101-filler");
});
test.after.always(() => app.close());

async function official(type: string, data: object): Promise<string> {
  const { status, body } = await officer.post("/records", { recordType: `demo/${type}`, data, submit: true });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

/** Obligations of the filler's unit for one part of a new work, two months long. */
async function obligations(title: string): Promise<string[]> {
  const work = await official("work", { title, year: "2026", kind: "month" });
  await official("part", { work, title: `${title}甲`, target: "全部" });
  const campaign = { sourceRecordId: work, periods: ["2026-01", "2026-02"], level: "district" };
  const { body } = await officer.post("/campaigns", campaign);
  await until("the job is done", async () => (await officer.get(`/jobs/${body.jobId}`)).body.state === "done");
  const { rows } = (await filler.get(`/obligations?box=open&campaign=${body.campaignId}`)).body;
  return rows.map((row: { id: string }) => row.id);
}

const file = (obligationId: string | undefined, data: object) =>
  filler.post("/records", { recordType: "demo/report", data, obligationId });

test("what a dispatch filled in cannot be altered where the form, its layout or the access rules make it read-only", async (t) => {
  const [first, second] = await obligations("改写");
  const { prefill } = (await filler.post(`/obligations/${first}/open`)).body;
  for (const [field, title] of [
    ["period", "期间"],
    ["title", "标题"],
    ["unit", "单位"],
  ] as const) {
    const altered = await file(first, { ...prefill, done: "是", [field]: "别的" });
    t.like(altered, { status: 403, body: { code: "field-not-editable", errors: [{ pointer: `/${field}` }] } });
    t.regex(altered.body.detail, new RegExp(`您不能修改“${title}”`));
  }
  const made = await file(first, { ...prefill, done: "是" });
  t.is(made.status, 201, JSON.stringify(made.body));
  t.deepEqual(made.body.data, { ...prefill, done: "是" });

  const save = (data: object) => filler.put(`/records/${made.body.id}`, { data, lockVersion: 1 });
  for (const field of ["period", "title", "unit"]) {
    t.like(await save({ ...made.body.data, [field]: "别的" }), {
      ...{ status: 403, body: { code: "field-not-editable", errors: [{ pointer: `/${field}` }] } },
    });
  }
  t.is((await save({ ...made.body.data, done: "否" })).status, 200);

  const bare = await file(second, { done: "是", work: prefill.work });
  t.is(bare.status, 201, JSON.stringify(bare.body));
  t.like(bare.body.data, { title: "改写甲（2026年2月）", period: "2026年2月", unit: "东城区政务局" });
  t.is(bare.body.data.part, undefined, "an editable field that was emptied stays empty");
});
