import test from "ava";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { FieldTable } from "../../../engine/form/index.ts";
import { startTestApp } from "../../support/app.ts";
import { hallPackage, surveyPackage } from "./survey-package.ts";

const app = await startTestApp({ packages: [surveyPackage, hallPackage] });
const officer = await app.client("city-officer");
test.after.always(() => app.close());

/** Everything a field table can say at once. */
const table: FieldTable = {
  fields: [
    { id: "f_1", name: "accepted", title: "受理数", kind: "number", required: true, unit: "件", min: 0, group: "办件" },
    { id: "f_2", title: "办结数", kind: "number", group: "办件", span: 8, titleAt: { street: "本街道办结数" } },
    { id: "f_3", title: "办结率", kind: "computed", formula: "=f_2 / accepted * 100", decimals: 1, unit: "%" },
    { id: "f_4", title: "街道数", kind: "number", levels: ["district"], requiredAt: [] },
    { id: "f_5", title: "大厅", kind: "reference", recordType: "halls/hall", official: true, within: "$division" },
    { id: "f_6", title: "大厅地址", kind: "text", derived: { from: "f_5", field: "address" } },
    { id: "f_7", title: "窗口", kind: "reference", row: { of: "f_5", table: "windows" } },
    { id: "f_8", title: "区划", kind: "division", levels: ["district", "street"], requiredAt: ["street"] },
  ].map(({ requiredAt, ...field }) => ({
    ...field,
    ...(requiredAt?.length && { requiredAt }),
  })) as FieldTable["fields"],
  checks: [
    { field: "f_2", compare: "<=", other: "f_1" },
    {
      ...{ field: "f_1", compare: ">", value: 10, severity: "warning", message: "偏少" },
      when: { field: "f_2", compare: "filled" },
    },
  ],
  retired: ["f_9"],
};

/** Publishes a survey's form; its record and its key. */
async function published(title: string): Promise<{ id: string; key: string }> {
  const data = { title, year: "2026" };
  const made = await officer.post("/records", { recordType: "surveys/survey", data, submit: true });
  const { status, body } = await officer.put(`/forms/${made.body.id}`, { table, baseNumber: 0 });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return { id: made.body.id, key: body.key };
}

/** The form as it is exported, changed as a text, imported again. */
async function reimported(key: string, change: (files: Record<string, string>) => void) {
  const { body: zip } = await officer.get(`/definitions/${key}/export`);
  const entries = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  const files: Record<string, string> = Object.fromEntries(entries);
  change(files);
  const packed = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return officer.upload("/definitions/import", "表单.zip", zipSync(packed));
}

test("a form comes back from its zip as it went, and belongs to its record still", async (t) => {
  const { id, key } = await published("往返");
  const same = await reimported(key, () => {});
  t.like(same.body, { outcome: "unchanged", key });
  t.deepEqual((await officer.get(`/forms/${id}`)).body.table, table);
});

test("a form imported without its table loses nothing when it is published again", async (t) => {
  const { id, key } = await published("没有字段表");
  const before = app.ctx.definitions.live(key).pkg;
  const answer = await reimported(key, (files) => delete files[`${key}/field-table.json`]);
  t.like(answer.body, { outcome: "published", number: 2 }, JSON.stringify(answer.body));
  const { body: form } = await officer.get(`/forms/${id}`);
  t.is(form.number, 2);
  t.deepEqual(form.table, table);
  const again = await officer.put(`/forms/${id}`, { table: form.table, baseNumber: 2 });
  t.is(again.status, 201, JSON.stringify(again.body));
  const after = app.ctx.definitions.live(key).pkg;
  t.deepEqual(after.schemas, before.schemas);
  t.deepEqual(after.manifest, before.manifest);
});

test("what was changed beside the table counts, rules no check can say included", async (t) => {
  const { id, key } = await published("改过的");
  const rule = { assert: '=f_8 != "110101000000"', message: "不要选东城区", fields: ["/f_8"] };
  const answer = await reimported(key, (files) => {
    const schema = JSON.parse(files[`${key}/form.schema.json`] ?? "");
    schema["x-rules"].push(rule);
    schema.properties.f_2.title = "办结件数";
    files[`${key}/form.schema.json`] = JSON.stringify(schema);
  });
  t.is(answer.status, 201, JSON.stringify(answer.body));
  const { body: form } = await officer.get(`/forms/${id}`);
  t.is(form.table.fields[1].title, "办结件数");
  t.deepEqual(form.table.rules, [rule]);
  t.is((await officer.put(`/forms/${id}`, { table: form.table, baseNumber: 2 })).status, 201);
  t.deepEqual(app.ctx.definitions.live(key).pkg.schemas["form.schema.json"]?.["x-rules"]?.at(-1), rule);
});

test("what is no table at all does not keep the form from being opened", async (t) => {
  const { id, key } = await published("坏的字段表");
  for (const text of ["{", '{"fields": 3}', '{"fields": [{"id": "f_1"}]}']) {
    const answer = await reimported(key, (files) => {
      files[`${key}/field-table.json`] = text;
    });
    t.is(answer.status, 201, JSON.stringify(answer.body));
    const { status, body } = await officer.get(`/forms/${id}`);
    t.is(status, 200, text);
    t.deepEqual(body.table, table, text);
  }
});
