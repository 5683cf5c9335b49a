import test from "ava";
import type { FieldTable } from "../../../engine/form/index.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { notesPackage } from "../../support/notes-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [notesPackage()] });
});
test.after.always(() => app?.close());

const table: FieldTable = {
  fields: [
    { id: "f1", name: "budget", title: "预算", kind: "number", required: true, unit: "万元" },
    { id: "f2", title: "颜色偏好", kind: "select", list: "_shared/colors" },
    {
      ...{ id: "f3", name: "steps", title: "步骤", kind: "subTable" },
      columns: [{ id: "f4", title: "内容", kind: "text", maxLength: 50 }],
    },
  ],
};

async function topic(title: string): Promise<string> {
  const officer = await app.client("city-officer");
  const { status, body } = await officer.post("/records", { recordType: "notes/topic", data: { title }, submit: true });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

test("a record's own form is published without a restart and fills the base's records", async (t) => {
  const id = await topic("绿化");
  const officer = await app.client("city-officer");
  const empty = await officer.get(`/forms/${id}`);
  t.like(empty.body, { number: 0, table: { fields: [] }, canDesign: true, title: "绿化记录表" });
  t.is(empty.body.base.schema.properties.title.title, "标题");

  t.deepEqual((await officer.post(`/forms/${id}/check`, { table })).body.problems, []);
  const published = await officer.put(`/forms/${id}`, { table, baseNumber: 0, note: "首版" });
  t.is(published.status, 201, JSON.stringify(published.body));
  t.regex(published.body.key, /^form-[0-9a-f]{12}$/);

  const { body: form } = await officer.get(`/forms/${id}`);
  t.deepEqual(form.table, table);
  t.is(form.number, 1);
  const district = await app.client("110101-filler");
  const { status, body } = await district.post("/records", {
    ...{ recordType: "notes/note", definitionKey: form.key, submit: true },
    data: { title: "一月", budget: 12.5, steps: [{ id: "1", f4: "浇水" }] },
  });
  t.is(status, 201, JSON.stringify(body));
  t.is(body.versionId, form.versionId);
  t.is(body.data.budget, 12.5);
  t.is((await officer.put(`/forms/${id}`, { table, baseNumber: 1 })).body.outcome, "unchanged");
});

test("a second version keeps the first for the records made with it; a stale one is refused", async (t) => {
  const id = await topic("供水");
  const officer = await app.client("city-officer");
  const first = await officer.put(`/forms/${id}`, { table, baseNumber: 0 });
  const shorter = { fields: table.fields.slice(0, 1), retired: ["f2", "f3", "f4"] };
  t.is((await officer.put(`/forms/${id}`, { table: shorter, baseNumber: 1 })).body.number, 2);
  t.is((await officer.put(`/forms/${id}`, { table, baseNumber: 1 })).body.code, "stale-definition");
  const old = await app.ctx.definitions.recordTypeAt(first.body.versionId, "note");
  t.true("steps" in (old.schema.properties ?? {}));
});

test("a table that cannot become a form is refused at its fields, and nothing is published", async (t) => {
  const id = await topic("供电");
  const officer = await app.client("city-officer");
  const wrong: Record<string, [FieldTable, string]> = {
    "no field": [{ fields: [] }, "/table/fields"],
    "a select without options": [{ fields: [{ id: "f1", title: "甲", kind: "select" }] }, "/table/fields/0/options"],
    "a name the base uses": [
      { fields: [{ id: "f1", name: "title", title: "甲", kind: "text" }] },
      "/table/fields/0/name",
    ],
  };
  for (const [name, [bad, pointer]] of Object.entries(wrong)) {
    const { status, body } = await officer.put(`/forms/${id}`, { table: bad, baseNumber: 0 });
    t.is(status, 422, name);
    t.is(body.errors[0].pointer, pointer, name);
  }
  const noList = { fields: [{ id: "f1", title: "甲", kind: "select", list: "_shared/none" }] };
  const checked = await officer.post(`/forms/${id}/check`, { table: noList });
  t.regex(checked.body.problems[0].message, /_shared\/none/);
  t.is((await officer.put(`/forms/${id}`, { table: noList, baseNumber: 0 })).status, 422);
  t.is((await officer.put(`/forms/${id}`, { table: { fields: "x" }, baseNumber: 0 })).status, 400);
  t.is((await officer.get(`/forms/${id}`)).body.number, 0);
});

test("who may not design gets 403, a record of another kind or out of scope 404", async (t) => {
  const id = await topic("供暖");
  const district = await app.client("110101-filler");
  t.is((await district.get(`/forms/${id}`)).body.canDesign, false);
  t.is((await district.put(`/forms/${id}`, { table, baseNumber: 0 })).status, 403);
  t.is((await district.post(`/forms/${id}/check`, { table })).status, 403);
  const note = await district.post("/records", { recordType: "notes/note", data: { title: "甲" }, submit: true });
  t.is((await district.get(`/forms/${note.body.id}`)).body.code, "no-own-form");
  const elsewhere = await app.client("110102-filler");
  t.is((await elsewhere.get(`/forms/${note.body.id}`)).body.code, "record-not-found");
  t.is((await elsewhere.get("/forms/not-a-uuid")).status, 404);
});
