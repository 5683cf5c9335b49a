import test from "ava";
import type { PivotTable } from "../../../engine/view/index.ts";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { listRows, sheetOf } from "../key-work/excel.ts";
import { got } from "../key-work/got.ts";
import { body, streetBody, supervisor } from "./body.ts";

const app = await startTestApp({ shipped: true });
const recordType = "center-authority/centerAuthority";
const list = "/lists/center-authority/authorities";
const statistics = "/statistics/center-authority/authorityStatistics";

/** Who filed, by the name of what he filed. */
const filers: Record<string, [login: string, data: object]> = {
  市局: ["city-officer", body],
  市公安局: ["agency-1", body],
  市市场监管局: ["agency-2", body],
  东城区局: ["110101-filler", { ...body, ...supervisor }],
  东城区市场监管局: ["110101-agency", { ...body, ...supervisor }],
  东华门街道: ["110101001-staff", streetBody],
  西城区局: ["110102-filler", { ...body, ...supervisor }],
  西长安街街道: ["110102001-staff", streetBody],
};
const ids = new Map<string, string>();
for (const [name, [login, data]] of Object.entries(filers)) {
  const client = await app.client(login);
  const filed = got(await client.post("/records", { recordType, data: { ...data, name }, submit: true }), 201);
  ids.set(name, filed.id);
}
test.after.always(() => app.close());

/** The names an account finds in its list, in its export, and by asking for each record itself: they must agree. */
async function seen(client: Client): Promise<string[]> {
  const rows = got(await client.post(`${list}/query`, { count: "exact", limit: 100 })).rows;
  const listed = rows.map((row: Record<string, unknown>) => row.name).sort();
  const opened: string[] = [];
  for (const [name, id] of ids) if ((await client.get(`/records/${id}`)).status === 200) opened.push(name);
  const exported = listRows(await sheetOf(await client.post(`${list}/export`, {}))).map((row) => row.管理部门名称);
  if (JSON.stringify(listed) !== JSON.stringify(opened.toSorted())) throw new Error(`${listed} / ${opened}`);
  if (JSON.stringify(listed) !== JSON.stringify(exported.toSorted())) throw new Error(`${listed} / ${exported}`);
  return listed;
}
/** Grand totals of two measures. */
function totalOf({ columns, totals }: PivotTable): Record<string, number | null> {
  const cells = columns.map((column, at) => [column, totals?.cells[at]?.value ?? null] as const);
  const wanted = cells.filter(([{ measure, total }]) => total && (measure === "bodies" || measure === "quota"));
  return Object.fromEntries(wanted.map(([{ measure }, value]) => [measure, value]));
}
const all = [...ids.keys()].sort();
const sees = async (login: string) => seen(await app.client(login));

test("R-ORG-21 R-GEN-04: the city's bureau sees every managing body of the city", async (t) => {
  t.deepEqual(await sees("city-officer"), all);
  t.deepEqual(await sees("leader"), all);
});

test("R-ORG-22: a city's agency sees its own unit only", async (t) => {
  t.deepEqual(await sees("agency-1"), ["市公安局"]);
  t.deepEqual(await sees("agency-2"), ["市市场监管局"]);
});

test("R-ORG-23: a district's bureau sees those of its district and its streets", async (t) => {
  t.deepEqual(await sees("110101-filler"), ["东华门街道", "东城区局", "东城区市场监管局"].sort());
  t.deepEqual(await sees("110102-filler"), ["西城区局", "西长安街街道"].sort());
});

test("R-ORG-24: a district's agency sees its own unit only", async (t) => {
  t.deepEqual(await sees("110101-agency"), ["东城区市场监管局"]);
  t.deepEqual(await sees("110102-agency"), []);
});

test("R-ORG-25: a street sees its own unit only", async (t) => {
  t.deepEqual(await sees("110101001-staff"), ["东华门街道"]);
});

test("R-ORG-26 R-GEN-07: query by level and text, statistics by district and level over the visible scope", async (t) => {
  const city = await app.client("city-officer");
  const streets = got(await city.post(`${list}/query`, { filters: { $level: 3 } })).rows;
  t.deepEqual(streets.map((row: { name: string }) => row.name).sort(), ["东华门街道", "西长安街街道"].sort());
  const found = got(await city.post(`${list}/query`, { search: "公安" })).rows;
  t.deepEqual(
    found.map((row: { name: string }) => row.name),
    ["市公安局"],
  );
  const table = async (client: Client) => got(await client.post(`${statistics}/query`, {})).table;
  const whole = await table(city);
  t.true(JSON.stringify(whole).includes("东城区"));
  const district = await table(await app.client("110101-filler"));
  t.false(JSON.stringify(district).includes("西城区"));
  t.deepEqual(totalOf(whole), { bodies: 8, quota: 6 * 180 + 2 * 60 });
  t.deepEqual(totalOf(district), { bodies: 3, quota: 2 * 180 + 60 });
  t.deepEqual(totalOf(await table(await app.client("agency-1"))), { bodies: 1, quota: 180 });
});
