import { randomUUID } from "node:crypto";
import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { inLine, operationsPackage, submit } from "./operations-package.ts";

const district = { id: "district", name: "区审核", assignment: 'role="district-reviewer" unit="record"' };
const city = { id: "city", name: "市审核", assignment: 'role="city-reviewer" unit="level" level="city"' };
// A Wednesday; the week ends with Sunday the 22nd in Beijing.
const NOW = "2026-11-18T10:00:00+08:00";
const dues: Record<string, string[]> = {
  overdue: ["2026-11-17T18:00:00+08:00", "2026-11-18T09:59:59+08:00"],
  today: ["2026-11-18T10:00:00+08:00", "2026-11-18T23:59:59+08:00"],
  week: ["2026-11-19T00:00:00+08:00", "2026-11-22T23:59:59+08:00"],
  later: ["2026-11-23T00:00:00+08:00"],
};

interface Task {
  id: string;
  recordType: string;
  nodeId: string;
  name: string;
  unitName: string;
}

let app: TestApp;
test.before(async () => {
  const packages = [operationsPackage({ line: inLine("line", [district, city]), short: inLine("short", [city]) })];
  app = await startTestApp({ packages, now: () => new Date(NOW) });
  const east = await app.client("110101-filler");
  const west = await app.client("110102-filler");
  for (const at of Object.values(dues).flat()) {
    const { task } = await submit(east, "short", { title: `东城 ${at}` });
    await app.db.owner("task").where({ id: task }).update({ due_at: at });
  }
  for (const n of [1, 2, 3]) await submit(west, "short", { title: `西城 ${n}` });
  for (const n of [1, 2]) await submit(east, "line", { title: `东城区审核 ${n}` });
  const { task } = await submit(west, "line", { title: "西城区审核" });
  await (await app.client("110102-reviewer")).post(`/tasks/${task}/complete`, { outcome: "approve" });
});
test.after.always(() => app.close());

const todo = async (client: Client, filter = ""): Promise<{ rows: Task[]; total: number }> =>
  (await client.get(`/tasks?box=todo&limit=100${filter}`)).body;

const idsOf = (rows: Task[]): string[] => rows.map(({ id }) => id).sort();

test("the groups of a desk count exactly what the desk shows, by process, unit and due day", async (t) => {
  const reviewer = await app.client("city-reviewer");
  const { processes, units, due } = (await reviewer.get("/tasks/groups")).body;
  const { rows, total } = await todo(reviewer);
  t.is(total, 11);
  t.is((await reviewer.get("/tasks/counts")).body.todo, total);
  t.like(processes, [
    { recordType: "ops/short", recordTypeTitle: "申请", nodeId: "city", name: "市审核", count: 10 },
    { recordType: "ops/line", nodeId: "city", count: 1 },
  ]);
  t.deepEqual(
    units.map(({ count }: { count: number }) => count),
    [7, 4],
  );
  t.deepEqual(due, { overdue: 2, today: 2, week: 2, later: 1, none: 4 });
  for (const { recordType, nodeId, count } of processes) {
    const heap = await todo(reviewer, `&type=${encodeURIComponent(recordType)}&node=${nodeId}`);
    const expected = rows.filter((row) => row.recordType === recordType && row.nodeId === nodeId);
    t.deepEqual([heap.rows, heap.total], [expected, count]);
  }
  for (const { unitId, name, count } of units) {
    const heap = await todo(reviewer, `&unit=${unitId}`);
    t.deepEqual([heap.rows, heap.total], [rows.filter((row) => row.unitName === name), count]);
  }
  const heaps = await Promise.all(Object.keys(due).map((each) => todo(reviewer, `&due=${each}`)));
  t.deepEqual(
    heaps.map((heap) => heap.total),
    Object.values(due),
  );
  t.deepEqual(idsOf(heaps.flatMap((heap) => heap.rows)), idsOf(rows));
});

test("another unit's tasks are never counted, nor shown by asking for that unit", async (t) => {
  const east = await app.client("110101-reviewer");
  const { processes, units, due } = (await east.get("/tasks/groups")).body;
  t.like(processes, [{ recordType: "ops/line", nodeId: "district", name: "区审核", count: 2 }]);
  t.is(processes.length, 1);
  t.like(units, [{ count: 2 }]);
  t.deepEqual(due, { overdue: 0, today: 0, week: 0, later: 0, none: 2 });
  const west = await app.client("110102-reviewer");
  t.deepEqual((await west.get("/tasks/groups")).body, {
    ...{ processes: [], units: [] },
    due: { overdue: 0, today: 0, week: 0, later: 0, none: 0 },
  });
  t.is((await todo(west, `&unit=${units[0].unitId}`)).total, 0);
});

test("a group nobody knows is refused with a reason", async (t) => {
  const reviewer = await app.client("city-reviewer");
  t.is((await reviewer.get("/tasks?due=tomorrow")).status, 400);
  t.is((await reviewer.get("/tasks?unit=0")).status, 400);
});

test("what somebody answered among participants is done once, newest answer first, and counted as it is shown", async (t) => {
  const expert = await app.client("110102-reviewer");
  const account_id = expert.session.account.id;
  const titles = ["西城 1", "西城 2"];
  for (const [at, title] of titles.entries()) {
    const { id, org_unit_id, division_code } = await app.db.owner("task").where({ title, state: "open" }).first();
    const seat = { task_id: id, account_id, kind: "main", state: "done", org_unit_id, division_code };
    for (const place of [1, 2]) {
      const acted_at = new Date(Date.parse(NOW) + (10 * place + at) * 60_000);
      await app.db.owner("task_participant").insert({ ...seat, id: randomUUID(), place, acted_at });
    }
  }
  const done = async (filter: string) =>
    (await expert.get(`/tasks?box=done&q=${encodeURIComponent("西城 ")}${filter}`)).body;
  const whole = await done("");
  t.deepEqual(
    whole.rows.map(({ title }: { title: string }) => title),
    titles.toReversed(),
  );
  t.is(whole.total, 2);
  t.deepEqual((await done("&limit=1&offset=1")).rows, whole.rows.slice(1));
  const all = (await expert.get("/tasks?box=done&limit=100")).body;
  t.is(all.rows.filter(({ title }: { title: string }) => title.startsWith("西城 ")).length, 2);
  t.is(all.total, (await expert.get("/tasks/counts")).body.done);
});
