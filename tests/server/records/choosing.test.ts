import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Answer, Client } from "../../support/client.ts";
import { deskPackage } from "./desk-package.ts";

const app = await startTestApp({ packages: [deskPackage] });
const east = await app.client("110101-filler");
const west = await app.client("110102-filler");
const street = await app.client("110101001-staff");

const ok = ({ status, body }: Answer) => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const open = async (client: Client, name: string, codes: string[], submit = true) =>
  ok(
    await client.post("/records", {
      recordType: "desks/office",
      data: { name, note: "内部", desks: codes.map((code) => ({ code })) },
      submit,
    }),
  );
const file = (data: object) => street.post("/records", { recordType: "desks/errand", data, submit: true });
const faults = async (data: object) => {
  const { status, body } = await file(data);
  return [
    status,
    ...(body.errors ?? []).map(({ pointer, message }: Record<string, string>) => `${pointer} ${message}`),
  ];
};
const first = await open(east, "一处", ["A1", "A2"]);
const draft = await open(east, "二处", ["B1"], false);
const far = await open(west, "三处", ["C1"]);
test.after.always(() => app.close());

const options = async (query = "") =>
  ok(await street.get(`/records/options?recordType=desks/office${query}`)).map(({ label }: { label: string }) => label);
const [deskA, deskB] = first.data.desks.map(({ id }: { id: string }) => id);

test("who may only choose is offered official records by name, and reads nothing else of them", async (t) => {
  t.deepEqual((await options()).sort(), ["一处", "三处"].sort());
  t.deepEqual(await options("&within=110102000000"), ["三处"]);
  t.deepEqual(await options("&within=110101000000"), ["一处"]);
  t.is((await street.get("/records/options?recordType=desks/office&within=x")).status, 400);
  t.is((await street.get("/records/options?recordType=desks/office&note=内部")).status, 400);
  for (const { id } of [first, draft, far]) t.is((await street.get(`/records/${id}`)).status, 404);
  t.is((await street.get(`/records/${draft.id}/rows/desks`)).status, 404);
  t.is((await west.get(`/records/${first.id}`)).status, 404, "official is not the same as readable");
});

test("rows that nobody numbers get ids that stay theirs, and a copied one gets an own", async (t) => {
  const one = await open(east, "四处", ["D1", "D2"], false);
  const [d1, d2] = one.data.desks;
  t.true(d1.id.length > 10 && d1.id !== d2.id);
  const desks = [{ ...d2, code: "D2 改" }, d1, { ...d1, code: "D3" }, { code: "D4" }];
  const saved = ok(
    await east.put(`/records/${one.id}`, { data: { ...one.data, desks }, lockVersion: one.lockVersion }),
  );
  const ids = saved.data.desks.map(({ id }: { id: string }) => id);
  t.deepEqual(ids.slice(0, 2), [d2.id, d1.id]);
  t.is(new Set(ids).size, 4);
});

test("a row is chosen of the record beside it, in the division beside that; each refusal says what to do", async (t) => {
  t.deepEqual(await faults({ name: "甲", desk: deskA }), [422, "/desk 请先选择“办事处”"]);
  t.deepEqual(await faults({ name: "甲", office: far.id, desk: deskA }), [
    422,
    "/desk 所选的一项不在所选“办事处”已生效的数据里，请重新选择",
  ]);
  t.deepEqual(await faults({ name: "甲", office: first.id, area: "110102000000" }), [
    422,
    "/office 所选的记录不在所选的区划内，请重新选择",
  ]);
  t.is((await faults({ name: "甲", office: draft.id }))[0], 422);
  const filed = ok(await file({ name: "甲", office: first.id, area: "110101000000", desk: deskA }));
  t.is(filed.references[`${first.id}/${deskA}`], "A1");
  const moved = { ...filed.data, area: "110102000000" };
  const outside = await street.put(`/records/${filed.id}`, { data: moved, lockVersion: filed.lockVersion });
  t.is(outside.status, 422, "the division moved away from under what was chosen");
});

test("a list names a row whether or not it shows the record beside it", async (t) => {
  ok(await file({ name: "列表甲", office: first.id, desk: deskB }));
  const asked = { columns: ["name", "desk"], limit: 50 };
  const { rows, labels } = ok(await street.post("/lists/desks/errands/query", asked));
  const row = rows.find(({ name }: { name: string }) => name === "列表甲");
  t.is(labels.desk[row.desk], "A2");
  t.false("office" in row);
});

test("units are those of the organisation today; what was named before stays", async (t) => {
  const { id } = street.session.unit;
  t.deepEqual(await faults({ name: "乙", helpers: [String(id), "999999"] }), [
    422,
    "/helpers 机构库中没有这个单位，请从机构中选择",
  ]);
  t.deepEqual(await faults({ name: "乙", helpers: ["东华门街道"] }), [
    422,
    "/helpers 机构库中没有这个单位，请从机构中选择",
  ]);
  const filed = ok(await file({ name: "乙", helpers: [String(id)] }));
  t.is(filed.references[String(id)], street.session.unit.name);
});
