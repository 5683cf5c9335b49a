import test from "ava";
import type { Client } from "../../support/client.ts";
import { gb18030 } from "../../support/gb18030.ts";
import { workbookOf } from "../../support/workbook.ts";
import { got } from "../key-work/got.ts";
import { filled, openStage, type Row, rowsOf, type Stage, street } from "./stage.ts";

const stations = "community-station/stations";
const root = `${street}000`;
let stage: Stage;
let admin: Client;
let villages: Row[];
/** Stations by their village's code, before. */
let before: Map<string, Row>;

test.before(async () => {
  stage = await openStage();
  admin = await stage.app.client("admin");
  villages = got(await admin.get(`/divisions?parent=${root}`));
  const staff = await stage.app.client(`${street}-staff`);
  before = new Map((await rowsOf(staff, stations)).map((row) => [row.$division, row]));
  for (const at of [3, 5]) await maintain(staff, before.get(villages[at]?.code)?.id, `东城区测试路 ${at} 号院`);
});
test.after.always(() => stage?.app.close());

async function maintain(client: Client, id: string, address: string): Promise<void> {
  const record = got(await client.get(`/records/${id}`));
  got(
    await client.put(`/records/${id}`, {
      lockVersion: record.lockVersion,
      data: { ...record.data, ...filled, address },
    }),
  );
}

const v = (at: number): Row => villages[at] as Row;
const fresh = (n: number) => `${street}9${String(n).padStart(2, "0")}`;

/**
 * Village 0 has another name, 1 is gone, 2 and 3 became one, 4 became two, 5 has another code, one is wholly new; of the
 * two that were merged the second had been filled.
 */
const table = () => [
  { code: root, name: "东华门街道", level: 3, parent: "110101000000" },
  { code: v(0).code, name: "新名社区居委会", parent: root, level: 4 },
  ...villages.slice(6).map(({ code, name }) => ({ code, name, parent: root, level: 4 })),
  { code: fresh(1), name: "合并社区居委会" },
  { code: fresh(2), name: "分出一社区居委会" },
  { code: fresh(3), name: "分出二社区居委会" },
  { code: fresh(4), name: v(5).name },
  { code: fresh(5), name: "新设社区居委会" },
];
const successors = () => [
  { from: v(3).code, to: fresh(1) },
  { from: v(2).code, to: fresh(1) },
  { from: v(4).code, to: fresh(2) },
  { from: v(4).code, to: fresh(3) },
  { from: v(5).code, to: fresh(4) },
];
const day = (offset: number) => new Date(Date.now() + (8 + 24 * offset) * 3_600_000).toISOString().slice(0, 10);
const cells = (rows: Row[]) => [
  ["区划代码", "区划名称", "上级代码", "级别"],
  ...rows.map(({ code, name, parent = "", level = "" }) => [code, name, parent, String(level)]),
];
/** As a street's clerk saves it from Excel on a Chinese Windows. */
const csvOf = (rows: Row[]) =>
  gb18030(
    cells(rows)
      .map((row) => row.join(","))
      .join("\r\n"),
  );
const upload = (rows: object[], query = "") =>
  admin.upload(`/division-imports?root=${root}${query}`, "区划.json", JSON.stringify(rows));

test.serial("R-VIL-11 a wrong table is refused row by row, and only by those who may import at all", async (t) => {
  const csv = [
    "区划代码,名称,上级代码",
    `${root},东华门街道,`,
    `${v(0).code},,`,
    "1101,短,",
    `${v(1).code},甲,110102000000`,
    "110102001001,外面,",
  ];
  const refused = await admin.upload(`/division-imports?root=${root}`, "区划.csv", csv.join("\n"));
  t.is(refused.status, 422);
  t.deepEqual(
    refused.body.errors.map(({ message }: Row) => message.slice(0, 6)),
    ["第 3 行", "第 4 行", "第 5 行", "第 6 行"].map((text) => `${text}：`),
  );
  t.is((await upload([{ code: "nothing" }])).status, 422);
  const nested = `[{"code":${"[".repeat(20_000)}${"]".repeat(20_000)},"constructor":"1"}]`;
  t.is((await admin.upload(`/division-imports?root=${root}`, "区划.json", nested)).status, 422);
  t.is((await admin.upload("/division-imports", "区划.xlsx", "no workbook")).status, 422);
  for (const login of ["city-officer", "110101-filler", `${street}-staff`]) {
    const client = await stage.app.client(login);
    t.is((await client.upload("/division-imports", "区划.json", "[]")).status, 403);
    t.is((await client.get("/division-imports")).status, 403);
  }
  t.deepEqual(got(await admin.get("/division-imports")).rows, []);
});

test.serial("R-VIL-11 an import is previewed first, and a later day is waited for or given up", async (t) => {
  const draft = got(await upload(table(), `&effectiveOn=${day(30)}`), 201);
  t.deepEqual(draft.preview.counts, { added: 5, renamed: 1, moved: 0, merged: 0, split: 0, retired: 5 });
  t.is(draft.preview.unexplained, 5);
  for (const [file, content] of [
    ["区划.xlsx", await workbookOf(cells(table()))],
    ["区划.csv", csvOf(table())],
  ] as const) {
    const query = `?root=${root}&effectiveOn=${day(30)}`;
    const same = got(await admin.upload(`/division-imports${query}`, file, content), 201);
    t.deepEqual(same.preview, draft.preview, file);
    got(await admin.post(`/division-imports/${same.id}/discard`));
  }
  const wrong = await admin.put(`/division-imports/${draft.id}`, {
    effectiveOn: day(30),
    successors: [{ from: v(6).code, to: v(6).code }],
  });
  t.is(got(wrong).preview.problems.length, 1);
  t.is((await admin.post(`/division-imports/${draft.id}/confirm`)).status, 422);
  const said = got(
    await admin.put(`/division-imports/${draft.id}`, { effectiveOn: day(30), successors: successors() }),
  );
  t.deepEqual(said.preview.counts, { added: 5, renamed: 1, moved: 1, merged: 2, split: 2, retired: 5 });
  t.is(said.preview.unexplained, 1);
  const { jobId } = got(await admin.post(`/division-imports/${draft.id}/confirm`), 202);
  t.is(got(await admin.get(`/jobs/${jobId}`)).state, "ready");
  t.is((await admin.post(`/division-imports/${draft.id}/confirm`)).status, 409);
  t.is(got(await admin.post(`/division-imports/${draft.id}/discard`)).state, "discarded");
  t.is(got(await admin.get(`/jobs/${jobId}`)).state, "cancelled");
  t.deepEqual(got(await admin.get(`/divisions?parent=${root}`)), villages);
});

test.serial(
  "R-VIL-11 stations follow the divisions: new ones appear, names follow, what is no more is retired and readable",
  async (t) => {
    const draft = got(await admin.upload(`/division-imports?root=${root}`, "区划.csv", csvOf(table())), 201);
    got(await admin.put(`/division-imports/${draft.id}`, { effectiveOn: day(0), successors: successors() }));
    const { jobId } = got(await admin.post(`/division-imports/${draft.id}/confirm`), 202);
    const result = (await stage.done(admin, jobId)) as Row;
    t.like(result.divisions, { added: 5, renamed: 1, retired: 5 });
    // Four new, one renamed and one with another code, four retired (the fifth goes on under its new code).
    t.like(result.records, { created: 4, aligned: 2, retired: 4, unowned: 0 });
    const staff = await stage.app.client(`${street}-staff`);
    const after = new Map((await rowsOf(staff, stations)).map((row) => [row.$division, row]));
    t.is(after.get(v(0).code)?.name, "新名社区居委会政务服务站");
    t.is(after.get(v(0).code)?.id, before.get(v(0).code)?.id);
    t.is(after.get(fresh(4))?.id, before.get(v(5).code)?.id, "only its code changed: the station goes on");
    t.is(after.get(fresh(4))?.address, "东城区测试路 5 号院");
    const moved = before.get(v(5).code)?.id;
    const revisions = got(await staff.get(`/records/${moved}/revisions`));
    const numbers = revisions.map(({ number }: Row) => number);
    const [latest, former] = [Math.max(...numbers), Math.max(...numbers) - 1];
    const changes = got(await staff.get(`/records/${moved}/diff?from=${former}&to=${latest}`));
    t.deepEqual(
      changes.map(({ before: then, after: now }: Row) => [then, now]),
      [[`${v(5).name}（${v(5).code}）`, `${v(5).name}（${fresh(4)}）`]],
      "what was official before keeps the code of then; only the new revision has the new one",
    );
    t.regex(JSON.stringify(got(await staff.get(`/records/${moved}/history`))), /区划代码由 \d{12} 改为 \d{12}/);
    t.is(after.get(fresh(1))?.address, "东城区测试路 3 号院", "a merged one begins with what the first had");
    t.is(after.get(fresh(5))?.address, null);
    const gone = got(await staff.get(`/records/${before.get(v(3).code)?.id}`));
    t.is(gone.status, "cancelled");
    t.is(gone.data.address, "东城区测试路 3 号院");
    t.false(gone.abilities.canEdit);
    const retired = await rowsOf(staff, "community-station/retiredStations");
    t.deepEqual(retired.map(({ id }) => id).sort(), [1, 2, 3, 4].map((at) => before.get(v(at).code)?.id).sort());
    const history = got(await staff.get(`/records/${gone.id}/history`));
    t.regex(JSON.stringify(history), /并入“合并社区居委会”/);
  },
);

test.serial("R-VIL-11 the divisions of a former day stay readable as of then, and units follow", async (t) => {
  const then = got(await admin.get(`/divisions?parent=${root}&asOf=${day(-1)}`));
  t.deepEqual(
    then.map(({ code, name }: Row) => [code, name]),
    villages.map(({ code, name }) => [code, name]),
  );
  const now = got(await admin.get(`/divisions?parent=${root}`));
  t.is(now.length, villages.length);
  t.true(now.some(({ name }: Row) => name === "新设社区居委会"));
  const units = got(await admin.get(`/org-units?division=${root}&kind=village&limit=500`));
  t.deepEqual(units.map(({ name }: Row) => name).sort(), now.map(({ name }: Row) => name).sort());
  const again = got(await upload(table()), 201);
  t.is((await admin.post(`/division-imports/${again.id}/confirm`)).body.code, "nothing-to-import");
});
