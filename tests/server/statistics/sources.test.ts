import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { sheetOf } from "../../stories/key-work/excel.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

const text = (title: string, more: object = {}) => ({ type: "string", title, maxLength: 60, ...more });
const day = (title: string) => ({ type: "string", title, format: "date", "x-kind": "date" });
const item = text("事项", { enum: ["a", "b"], "x-enumNames": ["甲事项", "乙事项"] });
const causes = (names: string[]) => text("原因", { enum: ["01", "02"], "x-enumNames": names });
const everything = ["read", "create", "edit", "submit", "export", "statistics"];

/** A package of one record type, in force when submitted. */
function small(
  key: string,
  dependsOn: string[],
  properties: object,
  roles: string[],
  statistics: object[],
): PackageFiles {
  const columns = Object.keys(properties).map((field) => ({ field }));
  const parts: Record<string, unknown> = {
    "manifest.json": {
      ...{ key, title: key, version: "1.0.0", dependsOn: ["_shared", ...dependsOn] },
      recordTypes: [{ key: "note", title: key, schema: "note.schema.json", titleField: "title" }],
    },
    "note.schema.json": { title: key, type: "object", properties, required: ["title"] },
    "access.json": {
      rules: [
        { recordType: "note", roles, actions: everything, rows: "all" },
        { recordType: "note", roles: ["district-filler"], actions: everything, rows: "division" },
      ],
    },
    "views.json": {
      lists: [{ key: "notes", title: key, recordType: "note", columns, filters: [{ field: "$district" }] }],
      statistics,
    },
  };
  return Object.fromEntries(Object.entries(parts).map(([file, content]) => [file, JSON.stringify(content)]));
}

const together = {
  ...{ key: "together", title: "一起看", recordType: "note" },
  sources: [
    { key: "lamp", title: "路灯", recordType: "lamps/note", drill: "notes" },
    {
      ...{ key: "park", title: "公园", recordType: "parks/note", drill: "notes" },
      ...{ fields: { day: "seenOn", cause: "class" }, where: { field: "title", op: "ne", value: "不计" } },
    },
  ],
  dimensions: [
    { key: "origin", field: "$origin" },
    { key: "item", field: "item" },
    { key: "district", field: "$district", all: "districts" },
    { key: "cause", field: "cause", perSource: true },
    { key: "month", field: "day", by: "month" },
  ],
  measures: [{ key: "count", title: "件数", fn: "count" }],
  rows: ["item"],
  columns: ["origin"],
  filters: [{ field: "day" }, { field: "$origin" }],
};
const parks = small(
  "parks",
  [],
  { title: text("名称"), item, seenOn: day("发现日期"), class: causes(["积水", "噪声"]) },
  ["city-officer", "city-reviewer"],
  [],
);
const lamps = small(
  "lamps",
  ["parks"],
  { title: text("名称"), item, day: day("登记日期"), cause: causes(["断电", "损坏"]) },
  ["city-officer"],
  [together],
);

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [parks, lamps] });
  const file = async (district: string, recordType: string, data: object) => {
    const filler = await app.client(`${district}-filler`);
    const { status, body } = await filler.post("/records", { recordType, data, submit: true });
    if (status !== 201) throw new Error(JSON.stringify(body));
  };
  await file("110101", "lamps/note", { title: "灯一", item: "a", day: "2026-01-05", cause: "01" });
  await file("110102", "lamps/note", { title: "灯二", item: "b", day: "2026-02-05", cause: "02" });
  await file("110101", "parks/note", { title: "园一", item: "a", seenOn: "2026-01-09", class: "01" });
  await file("110101", "parks/note", { title: "园二", item: "a", seenOn: "2026-02-09", class: "01" });
  await file("110102", "parks/note", { title: "不计", item: "a", seenOn: "2026-02-09", class: "02" });
});
test.after.always(() => app.close());

const path = "/statistics/lamps/together";
type Row = { head: { text: string }[]; cells: { value: number | null }[] };
async function numbers(login: string, request: object): Promise<Record<string, (number | null)[]>> {
  const { status, body } = await (await app.client(login)).post(`${path}/query`, request);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return Object.fromEntries(body.table.rows.map(({ head, cells }: Row) => [head[0]?.text, cells.map((c) => c.value)]));
}

test("several record types are counted together by what they have in common, and told apart by source", async (t) => {
  t.deepEqual(await numbers("city-officer", {}), { 甲事项: [1, 2, 3], 乙事项: [1, 0, 1] });
  t.deepEqual(await numbers("city-officer", { rows: ["month"], columns: [] }), { "2026年1月": [2], "2026年2月": [2] });
  t.deepEqual(await numbers("city-officer", { rows: ["cause"], columns: [] }), {
    ...{ "路灯：断电": [1], "路灯：损坏": [1], "公园：积水": [2] },
  });
  t.deepEqual(
    await numbers("city-officer", { rows: ["origin"], columns: [], filters: { day: { to: "2026-01-31" } } }),
    {
      路灯: [1],
      公园: [1],
    },
  );
});

test("everybody counts the sources and rows that are his, and nobody more", async (t) => {
  t.deepEqual(await numbers("110101-filler", { rows: ["origin"], columns: [] }), { 路灯: [1], 公园: [2] });
  t.deepEqual(await numbers("city-reviewer", { rows: ["origin"], columns: [] }), { 公园: [2] });
  const half = await app.client("city-reviewer");
  const meta = (await half.get(path)).body;
  t.deepEqual(
    meta.sources.map(({ key }: { key: string }) => key),
    ["park"],
  );
  t.deepEqual(await numbers("city-reviewer", { rows: ["item"], columns: [], filters: { $origin: "lamp" } }), {});
  const none = await app.client("leader");
  for (const answer of [
    await none.get(path),
    await none.post(`${path}/query`, {}),
    await none.post(`${path}/export`, {}),
  ])
    t.is(answer.status, 403);
});

test("a number opens its source's list with exactly its rows", async (t) => {
  const officer = await app.client("city-officer");
  const { sources } = (await officer.get(path)).body;
  t.deepEqual(sources[1].behind, { view: "lamps/together/park", list: "parks/notes" });
  const drill = { view: "lamps/together/park", measure: "count" };
  const behind = await officer.post("/lists/parks/notes/query", { filters: { item: "a" }, count: "exact", drill });
  t.deepEqual(behind.body.rows.map(({ title }: { title: string }) => title).sort(), ["园一", "园二"]);
  for (const view of ["lamps/together/lamp", "lamps/together/gone", "lamps/gone/park"])
    t.is((await officer.post("/lists/parks/notes/query", { drill: { ...drill, view } })).status, 404);
});

test("Excel holds the table as it is on screen", async (t) => {
  const officer = await app.client("city-officer");
  const sheet = await sheetOf(await officer.post(`${path}/export`, { filters: { $origin: ["lamp", "park"] } }));
  const written = JSON.stringify(sheet.getSheetValues());
  t.regex(written, /来源：路灯、公园/);
  t.regex(written, /"甲事项",1,2,3\]/);
  t.regex(written, /"乙事项",1,0,1\]/);
});

test.after("nothing failed unseen", (t) => t.deepEqual(app.logged, []));
