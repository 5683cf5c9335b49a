import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Answer } from "../../support/client.ts";
import { deskPackage } from "./desk-package.ts";

const field = (title: string, more: object = {}) => ({ type: "string", title, maxLength: 60, ...more });
const visit = {
  ...{ type: "object", title: "一次" },
  properties: {
    id: { type: "string", maxLength: 64 },
    office: field("办事处", { "x-reference": { recordType: "desks/office", titleField: "name", official: true } }),
    desk: field("窗口", { "x-row": { of: "office", table: "desks" } }),
    area: field("区", { "x-kind": "division", maxLength: 12 }),
    color: field("颜色", { "x-options": { list: "_shared/colors" } }),
    colors: { type: "array", title: "颜色", maxItems: 3, items: { $ref: "#/definitions/color" } },
    on: field("日期", { format: "date" }),
    paid: { type: "boolean", title: "已付" },
    cost: { type: "number", title: "费用", "x-unit": "元", minimum: 0, maximum: 99999 },
  },
};
const trip = {
  ...{ type: "object", title: "行程", required: ["name"] },
  definitions: { color: field("颜色", { "x-options": { list: "_shared/colors" } }) },
  properties: {
    name: field("名称"),
    office: field("办事处", { "x-reference": { recordType: "desks/office", titleField: "name", official: true } }),
    desk: field("窗口", { "x-row": { of: "office", table: "desks" } }),
    visits: { type: "array", title: "走访", "x-kind": "subTable", maxItems: 9, items: visit },
  },
};
const manifest = JSON.parse(deskPackage["manifest.json"] ?? "");
const access = JSON.parse(deskPackage["access.json"] ?? "");
const tripPackage = {
  ...deskPackage,
  "manifest.json": JSON.stringify({
    ...manifest,
    recordTypes: [
      ...manifest.recordTypes,
      { key: "trip", title: "行程", schema: "trip.schema.json", titleField: "name" },
    ],
  }),
  "trip.schema.json": JSON.stringify(trip),
  "access.json": JSON.stringify({
    rules: [
      ...access.rules,
      { recordType: "trip", roles: ["street-staff"], actions: ["read", "create", "edit", "submit"], rows: "unit" },
    ],
  }),
};

const app = await startTestApp({ packages: [tripPackage] });
const east = await app.client("110101-filler");
const street = await app.client("110101001-staff");
test.after.always(() => app.close());

const ok = ({ status, body }: Answer) => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
type Change = { title: string; before: string; after: string };
const texts = (changes: Change[]) => changes.map(({ title, before, after }) => [title, before, after]);

interface Kept {
  id: string;
  lockVersion: number;
  data: Record<string, unknown>;
}
const change = async (client: typeof east, { id }: Kept, data: object, submit = true): Promise<Kept> => {
  const { lockVersion, data: before } = ok(await client.get(`/records/${id}`));
  return ok(await client.put(`/records/${id}`, { data: { ...before, ...data }, lockVersion, submit }));
};
const lastChanges = async ({ id }: Kept) =>
  texts(ok(await street.get(`/records/${id}/history`)).find(({ changes }: { changes: unknown }) => changes).changes);

test("rows that came and went whole are kept by the names of then, and a comparison says what things were called", async (t) => {
  const office = ok(
    await east.post("/records", {
      ...{ recordType: "desks/office", data: { name: "旧名", desks: [{ code: "A1" }, { code: "A2" }] }, submit: true },
    }),
  );
  const [a1, a2] = office.data.desks;
  const row = {
    ...{ id: "r", office: office.id, desk: a1.id, area: "110101000000", color: "red", colors: ["red", "green"] },
    ...{ on: "2026-03-01", paid: true, cost: 1200 },
  };
  const text = (name: string, desk: string) => `${name}，${desk}，东城区，红，红、绿，2026年3月1日，已付：是，1,200 元`;
  const made = ok(await street.post("/records", { recordType: "desks/trip", data: { name: "甲" }, submit: true }));
  await change(street, made, { office: office.id, desk: a1.id, visits: [row] });
  t.deepEqual(await lastChanges(made), [
    ["办事处", "", "旧名"],
    ["窗口", "", "A1"],
    ["走访 › 第 1 行", "", text("旧名", "A1")],
  ]);

  await change(east, office, { name: "新名", desks: [a2] });
  await app.db.owner.raw(
    `insert into division_change (kind, code, old_name, new_name, effective_on) values ('renamed', '110101000000', '东城区', '新东城', current_date)`,
  );
  await app.db.owner.raw("update division set name = '新东城' where code = '110101000000'");
  await change(street, made, { office: null, desk: null, visits: [] });
  const gone = text("新名", "A1").replace("东城区", "新东城");
  t.deepEqual(
    await lastChanges(made),
    [
      ["办事处", "新名", ""],
      ["窗口", "A1", ""],
      ["走访 › 第 1 行", gone, ""],
    ],
    "the desk is gone since: it still has its name",
  );

  t.deepEqual(texts(ok(await street.get(`/records/${made.id}/diff?from=1&to=2`))), [
    ["办事处", "", "旧名"],
    ["窗口", "", "A1"],
    ["走访 › 第 1 行", "", text("旧名", "A1")],
  ]);
  t.deepEqual(texts(ok(await street.get(`/records/${made.id}/diff?from=2&to=3`))), [
    ["办事处", "旧名", ""],
    ["窗口", "A1", ""],
    ["走访 › 第 1 行", text("旧名", "A1"), ""],
  ]);
});
