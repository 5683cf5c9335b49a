import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { cloneTimers } from "./many-timers.ts";
import { operatedPackage } from "./operated-package.ts";

const DAY = 24 * 3_600_000;
let offset = -10 * DAY;
const now = () => new Date(Date.now() + offset);
let app: TestApp;
let admin: Client;
const made: { instanceId: string; openTasks: { id: string }[] }[] = [];

test.before(async () => {
  app = await startTestApp({ packages: [operatedPackage()], now });
  admin = await app.client("admin");
  for (const district of ["110101", "110102"]) {
    const filler = await app.client(`${district}-filler`);
    const reviewer = await app.client(`${district}-reviewer`);
    for (const [n, done] of ["是", "是", "否", "免"].entries()) {
      const data = { title: `${district}第${n}件`, done };
      const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
      made.push(body);
      // The second is signed by nobody, the third has no way on, the last is over.
      offset += 3_600_000;
      if (n > 0) await reviewer.post(`/tasks/${body.openTasks[0].id}/complete`, { outcome: "approve" });
    }
  }
  await admin.post(`/processes/${made[0]?.instanceId}/suspend`, { reason: "看一看" });
  offset = 0;
});
test.after.always(() => app.close());

const titles = (rows: { title: string }[]): string[] => rows.map(({ title }) => title).sort();

test.serial(
  "the overview counts instances by state, what is overdue by unit and node, and incidents by kind",
  async (t) => {
    const { body } = await admin.get("/monitor/overview?definition=demo");
    t.deepEqual(body.counts, { active: 1, incident: 4, suspended: 1, completed: 2, terminated: 0 });
    t.deepEqual(
      body.overdueUnits.map((each: { unitName: string; count: number }) => [each.unitName, each.count]).sort(),
      [
        ["东城区政务局", 3],
        ["西城区政务局", 3],
      ],
    );
    t.deepEqual(body.incidents.map((each: { title: string; count: number }) => [each.title, each.count]).sort(), [
      ["办理时流程无法继续", 2],
      ["没有可以办理的人员", 2],
    ]);
    t.like((await admin.get("/monitor/overview?definition=demo&district=110102")).body.counts, {
      incident: 2,
      suspended: 0,
    });
    t.is((await (await app.client("leader")).get("/monitor/overview")).status, 403);
    t.is((await admin.get("/monitor/overview?definition=unknown")).status, 404);
  },
);

test.serial("instances are found by state, version, district, unit, node, time and title", async (t) => {
  const list = async (query: string) => (await admin.get(`/monitor/instances?definition=demo&${query}`)).body;
  const all = await list("limit=3");
  t.is(all.rows.length, 3);
  t.true(all.more);
  t.deepEqual(titles((await list("status=suspended")).rows), ["110101第0件"]);
  t.deepEqual(titles((await list("status=completed")).rows), ["110101第3件", "110102第3件"]);
  t.deepEqual(titles((await list("node=sign")).rows), ["110101第1件", "110102第1件"]);
  t.deepEqual(titles((await list("node=sign&district=110102")).rows), ["110102第1件"]);
  t.is((await list(`q=${encodeURIComponent("第2件")}`)).rows.length, 2);
  t.is((await list(`from=${encodeURIComponent(new Date().toISOString())}`)).rows.length, 0);
  const any = (await admin.get("/monitor/instances?district=110101&status=incident")).body.rows;
  t.deepEqual(titles(any), ["110101第1件", "110101第2件"]);
  t.like(
    any.find((row: { title: string }) => row.title === "110101第1件"),
    { waiting: "签批", version: 1, unitName: "东城区政务局" },
  );
  t.is((await admin.get("/monitor/instances?status=nonsense")).status, 400);
});

test.serial("incidents are told in words, and nodes with how long they take", async (t) => {
  const { rows } = (await admin.get("/monitor/incidents?definition=demo&kind=candidate")).body;
  t.is(rows.length, 2);
  t.regex(rows[0].advice, /指定办理人/);
  const { nodes, xml } = (await admin.get("/monitor/nodes?definition=demo&processKey=approval")).body;
  t.regex(xml, /<bpmn:process id="approval"/);
  const review = nodes.find((node: { nodeId: string }) => node.nodeId === "review");
  t.like(review, { name: "复核", open: 4, overdue: 4, completed: 4 });
  t.true(Math.abs(review.median - 3600) < 60, String(review.median));
  t.like(
    nodes.find((node: { nodeId: string }) => node.nodeId === "sign"),
    { open: 2, completed: 0, median: null },
  );
});

test.serial("a page of the monitor reads a bounded part of many instances", async (t) => {
  const template = made[4]?.instanceId ?? "";
  await cloneTimers(
    app.db.owner,
    template,
    Array.from({ length: 10_050 }, () => new Date(Date.now() + DAY)),
  );
  await app.db.owner.raw("analyze process_instance; analyze task");
  const { body } = await admin.get("/monitor/overview");
  t.is(body.counts.active, body.mostCounted, "a count stops");
  const [running] = (await admin.get("/process-migrations/versions/demo")).body;
  t.like(running, { processKey: "approval", running: body.mostCounted }, "that of running instances as well");
  const plan = async (sql: string): Promise<string> => {
    const { rows } = await app.db.owner.raw(`explain ${sql}`);
    return rows.map((row: Record<string, string>) => row["QUERY PLAN"]).join("\n");
  };
  const page = "select id from process_instance where status = 'suspended' order by started_at desc limit 21";
  t.regex(await plan(page), /Index Only Scan using process_instance_status/);
  const done =
    "select 1 from task where record_type = 'demo/report' and node_id = 'review' and state = 'completed' order by completed_at desc limit 2000";
  t.regex(await plan(done), /using task_node_done/);
});
