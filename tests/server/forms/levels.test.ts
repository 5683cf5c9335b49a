import test from "ava";
import type { Field, FieldTable } from "../../../engine/form/index.ts";
import { startTestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { surveyPackage } from "./survey-package.ts";

const app = await startTestApp({ packages: [surveyPackage], working: true });
const officer = await app.client("city-officer");
const district = await app.client("110101-filler");
const street = await app.client("110101001-staff");
test.after.always(() => app.close());

const fields: Field[] = [
  { id: "f_1", title: "受理数", kind: "number", levels: ["district", "street"], required: true },
  { id: "f_2", title: "下辖街道数", kind: "number", levels: ["district"] },
  { id: "f_3", title: "窗口数", kind: "number", levels: ["district", "street"], requiredAt: ["street"] },
];

/** A survey in force, with a form where one is given. */
async function survey(title: string, table?: FieldTable): Promise<{ id: string; key: string }> {
  const data = { title, year: "2026" };
  const answer = await officer.post("/records", { recordType: "surveys/survey", data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const { id } = answer.body;
  if (!table) return { id, key: "surveys" };
  const published = await officer.put(`/forms/${id}`, { table, baseNumber: 0 });
  if (published.status !== 201) throw new Error(JSON.stringify(published.body));
  return { id, key: published.body.key };
}

const unitId = async (name: string): Promise<number> =>
  (await app.db.owner("org_unit").where({ name }).first("id")).id as number;

test("each level is given the fields it fills and no others, and has to fill what is demanded of it", async (t) => {
  const { id, key } = await survey("分级", { fields });
  t.deepEqual((await officer.get(`/forms/${id}`)).body.table, { fields });
  t.deepEqual(
    app.ctx.definitions.live(key).pkg.manifest.recordTypes?.[0]?.variants?.map(({ key: each }) => each),
    ["district", "street"],
  );
  const given = async (client: typeof officer) => {
    const { body } = await client.get(`/record-types/surveys/answer?form=${key}`);
    const names = Object.keys(body.schema.properties).filter((name) => name.startsWith("f_"));
    return { names, required: body.schema.required, title: body.variant?.title ?? null };
  };
  t.deepEqual(await given(district), { names: ["f_1", "f_2", "f_3"], required: ["title", "f_1"], title: "区" });
  t.deepEqual(await given(street), { names: ["f_1", "f_3"], required: ["title", "f_1", "f_3"], title: "街道乡镇" });

  const file = (client: typeof officer, data: object) =>
    client.post("/records", {
      ...{ recordType: "surveys/answer", definitionKey: key, submit: true },
      data: { title: "答复", ...data },
    });
  t.is((await file(district, { f_1: 3, f_2: 17 })).status, 201);
  t.is((await file(street, { f_1: 3, f_3: 5 })).status, 201);
  t.is((await file(street, { f_1: 3 })).body.errors[0].pointer, "/f_3", "demanded of streets");
  t.is((await file(street, { f_1: 3, f_3: 5, f_2: 1 })).body.errors[0].pointer, "/f_2", "no part of theirs");
});

test("a check about a field one level does not fill is none of that level's", async (t) => {
  const checks = [{ field: "f_2", compare: "<" as const, other: "f_1" }];
  const { key } = await survey("分级校验", { fields, checks });
  const file = (client: typeof officer, data: object) =>
    client.post("/records", {
      ...{ recordType: "surveys/answer", definitionKey: key, submit: true },
      data: { title: "答复", f_1: 3, f_3: 1, ...data },
    });
  t.is((await file(district, { f_2: 9 })).body.errors[0].pointer, "/f_2");
  t.is((await file(street, {})).status, 201);
});

test("a field that is not filled where another needs it is refused, nothing is published", async (t) => {
  const rate: Field = { id: "f_4", title: "比例", kind: "computed", formula: "=f_2 / f_1" };
  const { id } = await survey("缺字段");
  const { status, body } = await officer.put(`/forms/${id}`, { table: { fields: [...fields, rate] }, baseNumber: 0 });
  t.is(status, 422);
  t.is(body.errors[0].pointer, "/table/fields/3/levels");
  t.regex(body.errors[0].message, /“比例”的计算公式用到“下辖街道数”，但“市”“街道乡镇”“村居”不填写“下辖街道数”/);
  const nobody: Field = { id: "f_1", title: "甲", kind: "text", levels: [] };
  const refused = await officer.put(`/forms/${id}`, { table: { fields: [nobody] }, baseNumber: 0 });
  t.is(refused.body.errors[0].pointer, "/table/fields/0/levels");
  const unknown = [{ ...nobody, levels: ["province"] }];
  t.is((await officer.put(`/forms/${id}`, { table: { fields: unknown }, baseNumber: 0 })).status, 400);
});

test("a dispatch reaches the levels that fill the form; one that does not is refused by name", async (t) => {
  const { id } = await survey("分级下发", { fields });
  const asked = { sourceRecordId: id, periods: ["2026-once"] };
  const { body: options } = await officer.get(`/campaigns/options?source=${id}`);
  t.is(options.unitCount, 6, "two districts and four streets; neither the city nor the village");

  const village = await officer.post("/campaigns/preview", { ...asked, level: "village" });
  t.is(village.status, 422);
  t.like(village.body, { code: "not-filed-at-level" });
  t.regex(village.body.detail, /“分级下发调查表”只由“区”“街道乡镇”填报，不能下发到“村居”。请改选，或先在表单里/);
  const unitIds = [await unitId("东华门街道"), await unitId("多福巷社区居委会")];
  const named = await officer.post("/campaigns", { ...asked, unitIds });
  t.is(named.status, 422);
  t.like(named.body.errors[0], { pointer: "/unitIds" });
  t.regex(named.body.errors[0].message, /所选的“多福巷社区居委会”不填报它/);
  t.is((await app.db.owner("campaign").where({ source_record_id: id })).length, 0);

  const below = { ...asked, divisions: ["110101000000"] };
  const { body: plan } = await officer.post("/campaigns/preview", below);
  t.like(plan, { units: 3, leftOut: "另有 1 个“市”“村居”单位不填报“分级下发调查表”，不下发" });
  const nobody = await officer.post("/campaigns/preview", { ...asked, divisions: ["110101001001"] });
  t.is(nobody.status, 422);
  t.regex(nobody.body.detail, /另有 1 个“市”“村居”单位不填报/);

  const sent = (await officer.post("/campaigns", below)).body;
  await until("the job is done", async () => (await officer.get(`/jobs/${sent.jobId}`)).body.state === "done");
  const levels = await app.db
    .owner("obligation as o")
    .join("org_unit as u", "u.id", "o.org_unit_id")
    .where({ "o.campaign_id": sent.campaignId })
    .orderBy("u.level")
    .pluck("u.level");
  t.deepEqual(levels, [2, 3, 3]);
});

test("a form that all levels fill alike is dispatched to all of them", async (t) => {
  const { id } = await survey("不分级", { fields: [{ id: "f_1", title: "受理数", kind: "number" }] });
  const asked = { sourceRecordId: id, periods: ["2026-once"] };
  t.like((await officer.post("/campaigns/preview", asked)).body, { units: 8, leftOut: null });
  t.is((await officer.post("/campaigns/preview", { ...asked, level: "village" })).status, 200);
});
