import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { demoPackage } from "./demo-package.ts";

const read = (file: string) => JSON.parse(demoPackage[file] as string);

/** A report names the unit that reviews it first and owns it from then on; a group of roles reviews it in the city. */
function handedPackage(): Record<string, string> {
  const manifest = read("manifest.json");
  Object.assign(manifest, { roles: "roles.json" });
  Object.assign(manifest.recordTypes[2], { routing: ["unit"] });
  const first = '<tianbao:assignment role="district-reviewer" unit="record" />';
  const second = 'role="city-reviewer" unit="level" level="city"';
  const fill = '<tianbao:assignment role="district-filler" unit="record" starter="true" />';
  const flow = (demoPackage["approval.bpmn"] as string)
    .replace(first, `${first}<tianbao:recordState owner="=unit" />`)
    .replace(second, 'role="city-group" unit="level" level="city"')
    .replace(fill, '<tianbao:assignment starter="true" /><tianbao:recordState owner="starter" editable="true" />');
  const group = { key: "city-group", title: "市级审核组", members: ["city-reviewer", "leader"] };
  return {
    ...demoPackage,
    "manifest.json": JSON.stringify(manifest),
    "roles.json": JSON.stringify({ roles: [group] }),
    "approval.bpmn": flow,
  };
}

let app: TestApp;
let officer: Client;
let east: Client;
let west: Client;
test.before(async () => {
  app = await startTestApp({ packages: [handedPackage()] });
  [officer, east, west] = await Promise.all(
    ["city-officer", "110101-reviewer", "110102-reviewer"].map((login) => app.client(login)) as [
      Promise<Client>,
      Promise<Client>,
      Promise<Client>,
    ],
  );
});
test.after.always(() => app.close());

const send = (unit: string) =>
  officer.post("/records", { recordType: "demo/report", data: { title: `送${unit}`, done: "是", unit }, submit: true });

const decide = async (client: Client, id: string, outcome: string) => {
  const { rows } = (await client.get("/tasks?box=todo")).body;
  const task = rows.find((row: { recordId: string }) => row.recordId === id);
  return client.post(`/tasks/${task?.id}/complete`, { outcome, opinion: "意见" });
};

/** Every row of the record that row level security goes by, as `table unit division`. */
async function owners(id: string): Promise<string[]> {
  const of = (table: string, key: string) =>
    `select '${table}' as t, org_unit_id as unit, division_code as division from ${table} where ${key} = '${id}'`;
  const { rows } = await app.db.owner.raw(
    ["record", "record_revision", "process_instance", "task", "p_demo__report"]
      .map((table) => of(table, table === "record" ? "id" : "record_id"))
      .join(" union "),
  );
  return rows.map((row: { t: string; division: string }) => `${row.t} ${row.division}`).sort();
}

const everywhere = (division: string) =>
  ["p_demo__report", "process_instance", "record", "record_revision", "task"].map((table) => `${table} ${division}`);

test("a record handed to a unit lies in that unit's scope with all its rows, and comes back when it is returned", async (t) => {
  const { body: sent } = await send("110101000000");
  t.deepEqual(await owners(sent.id), everywhere("110101000000"));
  t.is((await east.get(`/records/${sent.id}`)).status, 200);
  t.is((await east.get(`/records/${sent.id}/history`)).status, 200);
  t.is((await west.get(`/records/${sent.id}`)).status, 404);
  t.is((await decide(east, sent.id, "return")).status, 200);
  t.deepEqual(await owners(sent.id), everywhere("110000000000"));
  t.is((await east.get(`/records/${sent.id}`)).status, 404);
  t.is((await officer.get(`/records/${sent.id}`)).body.status, "returned");
});

test("a task before a group waits for whoever holds one of its roles, and is told to each", async (t) => {
  const { body: sent } = await send("110102000000");
  t.is((await decide(west, sent.id, "approve")).status, 200);
  const [reviewer, leader] = [await app.client("city-reviewer"), await app.client("leader")];
  for (const client of [reviewer, leader]) {
    const { rows } = (await client.get("/tasks?box=todo")).body;
    t.true(rows.some((row: { recordId: string }) => row.recordId === sent.id));
    const told = (await client.get("/notifications")).body.rows;
    t.true(told.some(({ title }: { title: string }) => title.includes("送110102000000")));
  }
  t.is((await decide(leader, sent.id, "approve")).status, 200);
  t.is((await officer.get(`/records/${sent.id}`)).body.status, "inForce");
});

test("a unit that does not exist is refused with what to do, and nothing is sent", async (t) => {
  const nowhere = ["119999000000", "999999", "东城"];
  for (const unit of nowhere) {
    const answer = await send(unit);
    t.like(answer, { status: 422, body: { code: "no-receiving-unit" } });
    t.regex(answer.body.detail, /接收单位.*核对/);
  }
  const titles = (await app.db.owner("p_demo__report").pluck("f_title")) as string[];
  t.deepEqual(
    nowhere.filter((unit) => titles.includes(`送${unit}`)),
    [],
  );
});
