import test from "ava";
import { startWorkers } from "../../../server/jobs/start-workers.ts";
import { handleDue } from "../../../server/process/due-task.ts";
import { dueJobId } from "../../../server/process/rows.ts";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { until } from "../jobs/context.ts";
import { addAccount, inLine, operationsPackage, submit, type TaskSpec } from "./operations-package.ts";

const district = { id: "district", name: "区审核", assignment: 'role="district-reviewer" unit="record"' };
const city = { id: "city", name: "市审核", assignment: 'role="city-reviewer" unit="level" level="city"' };
const own = (rule: string): TaskSpec => ({
  ...{ id: "own", name: "本级审核", assignment: 'role="district-filler" unit="record"' },
  extra: `<tianbao:taskRules ownSubmission="${rule}" />`,
});
const nobody = (policy: string): TaskSpec => ({
  ...{ id: "nobody", name: "无人审核", assignment: `role="street-staff" unit="record" policyWhenNone="${policy}"` },
});
const due = (action: string): TaskSpec => ({ ...district, extra: `<tianbao:due workingDays="3" onDue="${action}" />` });
const checks = `<tianbao:autoPass>
  <tianbao:check condition="=record.amount &lt; 100" reason="金额不小于 100" />
  <tianbao:check condition="=record.reason != null" reason="没有理由" /></tianbao:autoPass>`;
const copies = `<tianbao:copies><tianbao:copy on="enter" users="leader" />
  <tianbao:copy on="complete" role="city-reviewer" unit="level" level="city" /></tianbao:copies>`;

// Friday 26 September 2025, morning in China: Saturday is free, Sunday 28 is worked for the National Day.
let now = new Date("2025-09-26T02:00:00Z");
const app = await startTestApp({
  now: () => now,
  packages: [
    operationsPackage({
      skip: inLine("skip", [own("skip"), city]),
      next: inLine("next", [own("next"), city]),
      pass: inLine("pass", [nobody("pass"), city]),
      admin: inLine("admin", [nobody("admin"), city]),
      incident: inLine("incident", [nobody("incident"), city]),
      same: inLine(
        "same",
        [district, { ...district, id: "again", name: "复核" }, city],
        '<tianbao:taskRules samePerson="pass" />',
      ),
      clean: inLine("clean", [{ ...district, extra: checks }, city]),
      copies: inLine("copies", [{ ...district, extra: copies }, city]),
      remind: inLine("remind", [due("remind"), city]),
      escalate: inLine("escalate", [due("escalate"), city]),
      timeout: inLine("timeout", [due("pass"), city]),
      back: inLine("back", [due("return"), city]),
    }),
  ],
});
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
test.after.always(() => app.close());

const tasks = (record: string) => app.db.owner("task").where({ record_id: record }).orderBy("created_at").orderBy("id");
const open = async (record: string): Promise<string[]> =>
  (await tasks(record)).filter(({ state }) => state === "open").map(({ node_id }) => node_id);
const at = async (record: string, node: string) => (await tasks(record)).findLast(({ node_id }) => node_id === node);
const approve = (who: Client, task: string) => who.post(`/tasks/${task}/complete`, { outcome: "approve" });

test.serial("a task whose only handler is the one who submitted is skipped with a note", async (t) => {
  const { id, instanceId } = await submit(filler, "skip", { title: "本人提交" });
  t.deepEqual(await open(id), ["city"]);
  const skipped = await at(id, "own");
  t.like(skipped, { state: "completed", completed_by: null, outcome: "approve" });
  t.regex(skipped.opinion, /办理人就是提交人本人，按流程设置跳过/);
  const { history } = (await filler.get(`/processes/${instanceId}`)).body;
  t.true(history.some(({ opinion }: { opinion: string | null }) => /按流程设置跳过/.test(opinion ?? "")));
});

test.serial("otherwise colleagues decide, not the one who submitted; alone, the next level does", async (t) => {
  const alone = await submit(filler, "next", { title: "转上级" });
  t.like(await app.db.owner("process_instance").where({ id: alone.instanceId }).first(), { status: "incident" });
  const city = await app.db.owner("account").where({ login: "city-officer" }).first();
  await app.db.owner("account_role").insert({ account_id: city.id, role_key: "district-filler" });
  const raised = await submit(filler, "next", { title: "转上级二" });
  const officer = await app.client("city-officer");
  t.is((await officer.get("/tasks?q=转上级二")).body.total, 1);
  await addAccount(app, "filler-2", "东城填报二", "110101-filler", ["district-filler"]);
  const { id, task } = await submit(filler, "next", { title: "同事审" });
  const mine = await approve(filler, task);
  t.like(mine, { status: 403, body: { code: "own-submission" } });
  t.is((await filler.get("/tasks?q=同事审")).body.total, 0);
  t.is((await approve(await app.client("filler-2"), task)).status, 200);
  t.deepEqual(await open(id), ["city"]);
  t.deepEqual(await open(raised.id), ["own"]);
});

test.serial("nobody to ask: passed with a note, put before an administrator, or stopped", async (t) => {
  const passed = await submit(filler, "pass", { title: "无人通过" });
  t.deepEqual(await open(passed.id), ["city"]);
  t.regex((await at(passed.id, "nobody")).opinion, /没有可以办理“无人审核”的人员，按流程设置自动通过/);
  const admin = await app.client("admin");
  const given = await submit(filler, "admin", { title: "转管理员" });
  t.is((await admin.get("/tasks?q=转管理员")).body.total, 1);
  t.deepEqual((await admin.get(`/tasks/${given.task}`)).body.reasons, [
    "没有可以办理“无人审核”的人员，已转系统管理员处理。",
  ]);
  t.is((await approve(admin, given.task)).status, 200);
  const stopped = await submit(filler, "incident", { title: "停下" });
  t.like(await app.db.owner("process_instance").where({ id: stopped.instanceId }).first(), { status: "incident" });
});

test.serial("whoever approved this content already is not asked again, until it changes", async (t) => {
  const { id, task } = await submit(filler, "same", { title: "同一人" });
  t.is((await approve(reviewer, task)).status, 200);
  t.deepEqual(await open(id), ["city"]);
  t.regex((await at(id, "again")).opinion, /此前已审核通过同一内容，自动通过/);
  const cityReviewer = await app.client("city-reviewer");
  now = new Date(now.getTime() + 60_000);
  await cityReviewer.post(`/tasks/${(await at(id, "city")).id}/return`, { to: "starter", opinion: "改" });
  const { body } = await filler.get(`/records/${id}`);
  now = new Date(now.getTime() + 60_000);
  await filler.put(`/records/${id}`, {
    data: { ...body.data, amount: 5 },
    lockVersion: body.lockVersion,
    submit: true,
  });
  t.deepEqual(await open(id), ["district"], "the content is new");
});

test.serial("clean content passes by itself; an exception waits with its reasons", async (t) => {
  const clean = await submit(filler, "clean", { title: "合规", amount: 5, reason: "有" });
  t.deepEqual(await open(clean.id), ["city"]);
  t.regex((await at(clean.id, "district")).opinion, /各项检查均符合/);
  const exception = await submit(filler, "clean", { title: "异常", amount: 500 });
  t.deepEqual(await open(exception.id), ["district"]);
  t.deepEqual((await reviewer.get(`/tasks/${exception.task}`)).body.reasons, ["金额不小于 100", "没有理由"]);
});

test.serial(
  "before submitting, the form tells the path and who would be asked; on the way, why here and why not me",
  async (t) => {
    const ask = async (type: string, data: object) =>
      (await filler.post("/path-preview", { recordType: `ops/${type}`, data })).body.path;
    const exception = await ask("clean", { title: "x", amount: 500 });
    t.deepEqual(
      exception.map(({ name, kind, text }: Record<string, string>) => [name, kind, text]),
      [
        ["区审核", "task", "由东城区政务局区级审核（东城区审核）办理。"],
        ["市审核", "task", "由市政务局市级审核（市审核）办理。"],
        ["结束", "end", "审核完成，内容生效。"],
      ],
    );
    const [clean] = await ask("clean", { title: "x", amount: 5, reason: "有" });
    t.like(clean, { kind: "automatic", text: "各项检查均符合自动通过的条件，自动通过。" });
    const [stuck] = await ask("incident", { title: "x" });
    t.regex(stuck.text, /没有可以办理的人员/);
    t.is((await filler.post("/path-preview", { data: {} })).status, 400);
    const { instanceId, task } = await submit(filler, "clean", { title: "为什么", amount: 500 });
    const { here, next } = (await filler.get(`/processes/${instanceId}/explain`)).body;
    t.like(here[0], { taskId: task, name: "区审核", who: "等待东城区政务局的“区级审核”办理" });
    t.deepEqual(here[0].why, ["提交后到达本环节。", "金额不小于 100", "没有理由"]);
    t.regex(here[0].whyNotMe, /“区审核”不由您办理/);
    t.deepEqual(
      next.map(({ name }: { name: string }) => name),
      ["市审核", "结束"],
    );
    t.is((await reviewer.get(`/processes/${instanceId}/explain`)).body.here[0].whyNotMe, null);
    const stranger = await app.client("110102-reviewer");
    t.is((await stranger.get(`/processes/${instanceId}/explain`)).status, 404);
  },
);

test.serial("declared readers get their copies on entering and on completing", async (t) => {
  const { task } = await submit(filler, "copies", { title: "声明抄送" });
  const box = async (login: string) => (await (await app.client(login)).get("/tasks?box=cc")).body.rows;
  t.is((await box("leader")).length, 1);
  t.is((await box("city-reviewer")).length, 0);
  await approve(reviewer, task);
  t.is((await box("city-reviewer")).length, 1);
  t.is((await box("leader")).length, 1);
});

test.serial(
  "due dates are working days with 调休 and the city's exceptions; what was declared happens once",
  async (t) => {
    const admin = await app.client("admin");
    t.is((await reviewer.put("/calendar/2025-09-29", { working: false })).status, 403);
    t.is((await admin.put("/calendar/2025-09-29", { working: false, note: "本市停工" })).status, 204);
    const { days } = (await reviewer.get("/calendar?year=2025")).body;
    const day = (date: string) => days.find((each: { day: string }) => each.day === date);
    t.like(day("2025-09-29"), { working: false, own: true, note: "本市停工" });
    t.like(day("2025-09-28"), { working: true, own: false });
    const made = Object.fromEntries(
      await Promise.all(
        ["remind", "escalate", "timeout", "back"].map(
          async (kind) => [kind, await submit(filler, kind, { title: kind })] as const,
        ),
      ),
    );
    const dueAt = new Date((await at(made.remind?.id as string, "district")).due_at).toISOString();
    // 28 September (worked Sunday), 30 September, and after the holidays 9 October.
    t.is(dueAt, "2025-10-09T15:59:59.000Z");
    const top = await app.db.owner("account").where({ login: "leader" }).first();
    await app.db.owner("account_role").insert({ account_id: top.id, role_key: "district-reviewer" });
    const late = await submit(filler, "timeout", { title: "按时" });
    await approve(reviewer, late.task);
    now = new Date("2025-10-09T16:00:01Z");
    const worker = await startWorkers(app.ctx, { pollMs: 20 });
    await until("all due tasks are handled", async () => {
      const rows = await app.db.owner("job").where({ kind: "task-due" }).whereIn("state", ["ready", "running"]);
      return rows.length === 0;
    });
    await worker.stop();
    t.deepEqual(await open(made.remind?.id as string), ["district"]);
    const told = await app.db.owner("notification").where({ kind: "taskDue", link: `/tasks/${made.remind?.task}` });
    t.is(told.length, 1);
    t.is((await (await app.client("leader")).get("/tasks?q=escalate")).body.total, 1);
    t.is((await reviewer.get("/tasks?q=escalate")).body.total, 0);
    t.deepEqual(await open(made.timeout?.id as string), ["city"]);
    t.regex((await at(made.timeout?.id as string, "district")).opinion, /超过办理期限，按流程设置自动通过/);
    t.is((await filler.get(`/records/${made.back?.id}`)).body.status, "returned");
    t.deepEqual(await open(late.id), ["city"], "what was done in time is left alone");
  },
);

test.serial("a substitute acts in somebody's place for chosen processes and days; both names are kept", async (t) => {
  const stand = await addAccount(app, "stand-in", "代理人", "110101001-staff", []);
  const substitute = await app.client("stand-in");
  const days = { startsOn: "2025-10-11", endsOn: "2025-10-12" };
  const none = await reviewer.post("/substitutions", { substituteId: reviewer.session.account.id, ...days });
  t.like(none, { status: 422, body: { code: "wrong-person" } });
  const past = await reviewer.post("/substitutions", {
    substituteId: stand,
    startsOn: "2025-09-01",
    endsOn: "2025-09-02",
  });
  t.like(past, { status: 422, body: { code: "invalid-substitution" } });
  const made = await reviewer.post("/substitutions", { substituteId: stand, processes: ["ops/remind"], ...days });
  t.is(made.status, 201, JSON.stringify(made.body));
  const inside = await submit(filler, "remind", { title: "代理内" });
  const outside = await submit(filler, "clean", { title: "代理外", amount: 500 });
  t.is((await approve(substitute, inside.task)).status, 404, "not yet");
  now = new Date("2025-10-11T02:00:00Z");
  t.is((await substitute.get("/tasks?q=代理内")).body.total, 1);
  t.is((await substitute.get("/tasks?q=代理外")).body.total, 0);
  const seen = (await substitute.get(`/tasks/${inside.task}`)).body;
  t.deepEqual([seen.canAct, seen.actsFor], [true, "东城区审核"]);
  t.is((await approve(substitute, outside.task)).status, 404);
  t.is((await substitute.post(`/tasks/${outside.task}/claim`)).status, 404);
  t.is(seen.operations.claim, null);
  t.is((await substitute.post(`/tasks/${inside.task}/claim`)).status, 200);
  const principal = reviewer.session.account.id;
  t.is((await app.db.owner("task").where({ id: inside.task }).first()).assignee_id, principal);
  t.is((await substitute.get(`/tasks/${inside.task}`)).body.operations.unclaim, null);
  t.is((await substitute.post(`/tasks/${inside.task}/unclaim`)).status, 200);
  t.is((await app.db.owner("task").where({ id: inside.task }).first()).assignee_id, null);
  t.is((await substitute.post(`/tasks/${inside.task}/claim`)).status, 200);
  t.is((await approve(substitute, inside.task)).status, 200);
  const { history } = (await reviewer.get(`/processes/${inside.instanceId}`)).body;
  const mine = history.filter(({ account }: { account: { name: string } | null }) => account?.name === "代理人");
  t.deepEqual(
    mine.map(({ text }: { text: string }) => text),
    [
      ...["区审核：签收（代东城区审核）", "区审核：取消签收（代东城区审核）", "区审核：签收（代东城区审核）"],
      "区审核：通过（代东城区审核）",
    ],
  );
  const audited = await app.db.owner("audit_log").where({ target: `task/${inside.task}`, action: "task.claim" });
  t.deepEqual(
    audited.map(({ account_id, detail }) => [account_id, detail]),
    [
      [stand, { for: principal }],
      [stand, { for: principal }],
    ],
  );
  const later = await submit(filler, "remind", { title: "代理后" });
  now = new Date("2025-10-13T02:00:00Z");
  t.is((await approve(substitute, later.task)).status, 404, "over by itself");
  t.is((await substitute.get("/tasks?q=代理后")).body.total, 0);
});

test.serial(
  "a due date in working days stands still with its instance, and its job is kept through any race",
  async (t) => {
    const admin = await app.client("admin");
    t.is((await admin.put("/calendar/2025-09-29", { working: false, note: "本市停工" })).status, 204);
    now = new Date("2025-09-26T02:00:00Z");
    const { id, instanceId, task } = await submit(filler, "timeout", { title: "挂起期限" });
    const job = () => app.db.owner("job").where({ id: dueJobId(task) });
    const dueAt = async () => new Date((await at(id, "district")).due_at).toISOString();
    t.is(await dueAt(), "2025-10-09T15:59:59.000Z");
    const claimed = async () => {
      await job().update({ state: "running", attempts: 1 });
      const row = await job().first();
      return { ...row, runAt: row.run_at, maxAttempts: row.max_attempts, accountId: null };
    };
    const to = (state: string) => admin.post(`/processes/${instanceId}/${state}`, { reason: "核实" });

    // The job was taken just before the instance was suspended.
    now = new Date("2025-09-30T02:00:00Z");
    const running = await claimed();
    t.is((await to("suspend")).status, 200);
    t.deepEqual(await handleDue(running, app), { handled: null });
    t.like(await job().first(), { state: "ready", attempts: 0, run_at: "infinity" });
    now = new Date("2025-10-09T02:00:00Z");
    t.is((await to("resume")).status, 200);
    // One of its three working days was left, and 9 October has begun.
    t.is(await dueAt(), "2025-10-10T15:59:59.000Z");
    t.is(new Date((await job().first()).run_at).toISOString(), "2025-10-10T15:59:59.000Z");

    // It was taken, and meanwhile the instance was suspended and resumed.
    now = new Date("2025-10-10T16:00:00Z");
    const stale = await claimed();
    await app.db.owner("task").where({ id: task }).update({ due_at: "2025-10-10T16:30:00Z" });
    t.deepEqual(await handleDue(stale, app), { handled: null });
    t.is(new Date((await job().first()).run_at).toISOString(), "2025-10-10T16:30:00.000Z");
    t.deepEqual(await open(id), ["district"], "not yet");
    now = new Date("2025-10-10T16:30:01Z");
    t.deepEqual(await handleDue(await claimed(), app), { handled: "pass" });
    t.deepEqual(await open(id), ["city"]);
    t.deepEqual(await handleDue(await claimed(), app), { handled: null }, "once");
  },
);
