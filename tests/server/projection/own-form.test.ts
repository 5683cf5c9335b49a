import test from "ava";
import type { FieldTable } from "../../../engine/form/index.ts";
import { rebuildProjection } from "../../../server/projection/rebuild.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { notesPackage } from "../../support/notes-package.ts";

let app: TestApp;
let officer: Client;
let district: Client;
test.before(async () => {
  app = await startTestApp({ packages: [notesPackage()] });
  officer = await app.client("city-officer");
  district = await app.client("110101-filler");
});
test.after.always(() => app?.close());

const budget = { id: "f1", name: "budget", title: "预算", kind: "number" } as const;
const place = { id: "f2", name: "place", title: "地点", kind: "text", maxLength: 20 } as const;

/** A topic with its own form of these fields. */
async function form(title: string, fields: FieldTable["fields"]): Promise<{ id: string; key: string; table: string }> {
  const { body } = await officer.post("/records", { recordType: "notes/topic", data: { title }, submit: true });
  const published = await officer.put(`/forms/${body.id}`, { table: { fields }, baseNumber: 0 });
  if (published.status !== 201) throw new Error(JSON.stringify(published.body));
  const { key } = published.body;
  return { id: body.id, key, table: `p_${key.replace("-", "_")}__note` };
}

async function note(data: object, definitionKey?: string) {
  const { status, body } = await district.post("/records", { recordType: "notes/note", definitionKey, data });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

const rowsOf = (table: string, record: string) => app.db.owner(table).where({ record_id: record });

test("a record of an own form stands in the base's table and, with the added fields, in the form's own", async (t) => {
  const { key, table } = await form("绿化", [budget, place]);
  const other = await form("供水", [budget]);
  const plain = await note({ title: "普通" });
  const own = await note({ title: "一月", budget: 12.5, place: "公园" }, key);
  t.like(await rowsOf("p_notes__note", own.id), [{ title: "一月", status: "draft", record_id: own.id }]);
  t.like(await rowsOf(table, own.id), [{ title: "一月", status: "draft", f_budget: 12.5, f_place: "公园" }]);
  t.deepEqual(await rowsOf(table, plain.id), []);
  t.deepEqual(await rowsOf(other.table, own.id), []);

  const data = { ...own.data, title: "二月", budget: 3 };
  t.is((await district.put(`/records/${own.id}`, { data, lockVersion: 1, submit: true })).status, 200);
  for (const name of ["p_notes__note", table]) {
    t.like(await rowsOf(name, own.id), [{ title: "二月", status: "inForce", in_force: true }], name);
  }
  t.like(await rowsOf(table, own.id), [{ f_budget: 3 }]);
});

test("emptied and rebuilt, the form's table equals the one written step by step, without others' records", async (t) => {
  const { key, table } = await form("道路", [budget, place]);
  await note({ title: "别的" });
  for (const n of [1, 2, 3]) await note({ title: `第${n}条`, budget: n }, key);
  const all = () => app.db.owner(table).select().orderBy("revision_id");
  const before = await all();
  t.is(before.length, 3);
  await app.db.owner(table).delete();
  await rebuildProjection(app.db.owner, app.ctx.definitions.recordType({ definitionKey: key }));
  t.deepEqual(await all(), before);
});

test("a field added to the form becomes a column that older records have empty, and rows of other districts stay unseen", async (t) => {
  const { id, key, table } = await form("桥梁", [budget]);
  const old = await note({ title: "旧", budget: 1 }, key);
  const wider = await officer.put(`/forms/${id}`, { table: { fields: [budget, place] }, baseNumber: 1 });
  t.is(wider.status, 201, JSON.stringify(wider.body));
  const fresh = await note({ title: "新", budget: 2, place: "桥头" }, key);
  t.like(await rowsOf(table, old.id), [{ f_budget: 1, f_place: null }]);
  t.like(await rowsOf(table, fresh.id), [{ f_budget: 2, f_place: "桥头" }]);
  const seen = async (division: string) => {
    const range = [`${division}000000`, `${division}999999`];
    return app.db.app.transaction(async (tx) => {
      await tx.raw(
        `select set_config('tianbao.division_from', ?, true), set_config('tianbao.division_to', ?, true),
           set_config('tianbao.unit_only', '', true), set_config('tianbao.unit', '', true)`,
        range,
      );
      return (await tx(table).select("title").orderBy("title")).length;
    });
  };
  t.is(await seen("110101"), 2);
  t.is(await seen("110102"), 0);
});
