import test from "ava";
import { publishDefinition } from "../../../server/commands/publish-definition.ts";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { operatedPackage } from "./operated-package.ts";

const DAY = 24 * 3_600_000;
let offset = 0;
const now = () => new Date(Date.now() + offset);
let app: TestApp;
let filler: Client;
let reviewer: Client;
let admin: Client;
test.before(async () => {
  app = await startTestApp({ packages: [operatedPackage()], now });
  filler = await app.client("110101-filler");
  reviewer = await app.client("110101-reviewer");
  admin = await app.client("admin");
});
test.after.always(() => app.close());

const owner = () => app.db.owner;
const actor = { accountId: null, orgUnitId: null, ip: null };

interface Submitted {
  id: string;
  instanceId: string;
  openTasks: { id: string }[];
}

async function submitted(title: string, client = filler): Promise<Submitted> {
  const data = { title, done: "是" };
  const answer = await client.post("/records", { recordType: "demo/report", data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

async function publish(parts: Parameters<typeof operatedPackage>[0], version: string): Promise<number> {
  const { outcome } = await publishDefinition(app.ctx, actor, {
    files: operatedPackage(parts, version),
    origin: "shipped",
  });
  if (outcome !== "published") throw new Error(outcome);
  return app.ctx.definitions.live("demo").versionId;
}

async function run(
  body: object,
): Promise<{ id: string; counts: Record<string, number>; problems: { message: string }[] }> {
  const request = { definitionKey: "demo", processKey: "approval", ...body };
  const asked = await admin.post("/process-migrations", request);
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  const worker = await startWorkers(app.ctx, { pollMs: 20 });
  const job = async () => (await admin.get(`/jobs/${asked.body.jobId}`)).body;
  await until("the job is over", async () => ["done", "failed"].includes((await job()).state));
  await worker.stop();
  if ((await job()).state !== "done") throw new Error(JSON.stringify(await job()));
  return (await admin.get(`/process-migrations/${asked.body.id}`)).body;
}

const row = (id: string) => owner()("process_instance").where({ id }).first();
const taskOf = ({ openTasks }: Submitted): string => openTasks[0]?.id ?? "";

test.serial(
  "running instances are tried first, then moved with a result each, and go on by the new version",
  async (t) => {
    const old = app.ctx.definitions.live("demo").versionId;
    const [waiting, signing, suspended, ended] = [
      await submitted("复核中"),
      await submitted("签批中"),
      await submitted("挂起中"),
      await submitted("已终止"),
    ];
    await reviewer.post(`/tasks/${taskOf(signing)}/complete`, { outcome: "approve" });
    offset += DAY;
    await admin.post(`/processes/${suspended.instanceId}/suspend`, { reason: "等新版本" });
    await admin.post(`/processes/${ended.instanceId}/terminate`, { reason: "不办了" });
    // The review has another id and name now, and the signing is for the city's reviewer: it is handed out anew.
    const fresh = await publish({ reviewId: "check", reviewName: "初审", signRole: "district-reviewer" }, "2.0.0");
    const others = await submitted("已是新版本");

    const versions = (await admin.get("/process-migrations/versions/demo")).body;
    t.deepEqual(
      versions.map((each: { number: number; running: number }) => [each.number, each.running]),
      [
        [2, 1],
        [1, 3],
      ],
    );
    const query = `fromVersionId=${old}&toVersionId=${fresh}&processKey=approval`;
    const choices = (await admin.get(`/process-migrations/choices?${query}`)).body;
    t.like(choices[0], { nodeId: "review", nodeName: "复核", tokens: 2 });
    t.deepEqual(
      choices[0].targets.map((each: { nodeId: string }) => each.nodeId),
      ["fill", "check", "sign"],
    );

    const blind = await run({ toVersionId: fresh, dryRun: true });
    t.deepEqual(blind.counts, { ready: 1, moved: 0, blocked: 2, skipped: 0 });
    t.regex(blind.problems[0]?.message ?? "", /“复核”.*请为它选择目标节点/);
    const mapping = { review: "check" };
    const tried = await run({ toVersionId: fresh, mapping, dryRun: true });
    t.deepEqual(tried.counts, { ready: 3, moved: 0, blocked: 0, skipped: 0 });
    t.is((await row(waiting.instanceId)).definition_version_id, old, "trying changes nothing");
    t.is(
      (
        await admin.post("/process-migrations", {
          definitionKey: "demo",
          processKey: "approval",
          toVersionId: fresh,
          dryRun: false,
        })
      ).status,
      422,
    );

    const timerBefore = await owner()("process_timer").where({ instance_id: waiting.instanceId }).first();
    const partly = await run({ toVersionId: fresh, dryRun: false, reason: "先迁能迁的" });
    t.deepEqual(partly.counts, { ready: 0, moved: 1, blocked: 2, skipped: 0 });
    const moved = await run({ toVersionId: fresh, mapping, dryRun: false, reason: "启用新流程" });
    t.deepEqual(moved.counts, { ready: 0, moved: 2, blocked: 0, skipped: 0 });
    const items = (await admin.get(`/process-migrations/${moved.id}/items?result=moved`)).body.rows;
    t.deepEqual(items.map((each: { title: string }) => each.title).sort(), ["复核中", "挂起中"]);

    for (const { instanceId } of [waiting, signing, suspended, others]) {
      t.is((await row(instanceId)).definition_version_id, fresh);
    }
    t.is((await row(ended.instanceId)).definition_version_id, old);
    const timer = await owner()("process_timer").where({ instance_id: waiting.instanceId }).first();
    t.deepEqual(timer, timerBefore, "the timer of an event that went over goes on as it was");

    // The same task, under its new name, is completed and the instance goes on to the new candidates.
    const [task] = await owner()("task").where({ id: taskOf(waiting) });
    t.like(task, { state: "open", name: "初审", node_id: "check" });
    t.is((await reviewer.post(`/tasks/${taskOf(waiting)}/complete`, { outcome: "approve" })).status, 200);
    const [sign] = await owner()("task").where({ instance_id: waiting.instanceId, state: "open" });
    t.like(sign, { node_id: "sign", candidate_role: "district-reviewer" });
    // Nobody could sign before; the task was taken back and opened for those who can.
    const signTasks = await owner()("task")
      .where({ instance_id: signing.instanceId, node_id: "sign" })
      .orderBy("created_at");
    t.deepEqual(
      signTasks.map((each) => [each.state, each.candidate_role]),
      [
        ["cancelled", "leader"],
        ["open", "district-reviewer"],
      ],
    );
    t.is((await row(signing.instanceId)).status, "active", "the incident is solved by it");
    t.is((await reviewer.post(`/tasks/${signTasks[1].id}/complete`, { outcome: "approve" })).status, 200);

    t.is((await row(suspended.instanceId)).status, "suspended");
    offset += 10 * DAY;
    t.is((await admin.post(`/processes/${suspended.instanceId}/resume`, { reason: "新版本已启用" })).status, 200);
    const [resumed] = await owner()("process_timer").where({ instance_id: suspended.instanceId });
    t.true(Math.abs(Date.parse(resumed.due_at) - (now().getTime() + 2 * DAY)) < 60_000);
    t.is((await reviewer.post(`/tasks/${taskOf(suspended)}/complete`, { outcome: "approve" })).status, 200);

    const { history } = (await admin.get(`/processes/${waiting.instanceId}`)).body;
    t.like(
      history.find((line: { kind: string }) => line.kind === "migrate"),
      {
        text: "流程由第 1 版迁移到第 2 版",
        opinion: "启用新流程",
        account: { name: "管理员" },
      },
    );
    const revision = await owner()("record_revision").where({ record_id: waiting.id }).first();
    t.is(revision.definition_version_id, old, "the record's content stays with the form it was filled with");
  },
);

test.serial(
  "a migration is for administrators, between versions of one definition, to nodes that are there",
  async (t) => {
    const live = app.ctx.definitions.live("demo").versionId;
    const request = { definitionKey: "demo", processKey: "approval", toVersionId: live, dryRun: true };
    t.is((await reviewer.post("/process-migrations", request)).status, 403);
    const other = app.ctx.definitions.live("_shared").versionId;
    t.like(await admin.post("/process-migrations", { ...request, toVersionId: other }), { status: 422 });
    const unknown = await admin.post("/process-migrations", { ...request, mapping: { review: "nowhere" } });
    t.like(unknown, { status: 422, body: { code: "unknown-node" } });
    t.like(await admin.post("/process-migrations", { ...request, fromVersionId: live }), {
      body: { code: "same-version" },
    });
  },
);
