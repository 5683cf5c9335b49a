import anyTest, { type TestFn } from "ava";
import type { Page } from "playwright-core";
import { publishDefinition } from "../../../server/commands/publish-definition.ts";
import { operatedPackage } from "../../server/process/operated-package.ts";
import { choose, openStage, picture, type Stage } from "./stage.ts";

const test = anyTest as TestFn<{ stage: Stage; page: Page }>;
const HOUR = 3_600_000;
let at = Date.parse("2026-11-10T10:00:00+08:00");
const now = (): Date => new Date(at);

/** Reports of two districts in every state: waiting, signed by nobody, without a way on, over. */
async function fill({ app }: Stage): Promise<void> {
  for (const [district, hours] of [
    ["110101", 3],
    ["110102", 20],
  ] as const) {
    const filler = await app.client(`${district}-filler`);
    const reviewer = await app.client(`${district}-reviewer`);
    for (const [n, done] of ["是", "是", "否", "免", "免"].entries()) {
      const data = { title: `${district === "110101" ? "东城" : "西城"}区第${n + 1}期填报`, done };
      const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
      at += hours * HOUR;
      if (n > 0) await reviewer.post(`/tasks/${body.openTasks[0].id}/complete`, { outcome: "approve" });
    }
  }
  at = Date.parse("2026-11-22T10:00:00+08:00");
}

test.before(async (t) => {
  t.timeout(240_000);
  const stage = await openStage(now, { packages: [operatedPackage()], shipped: false });
  t.context.stage = stage;
  await fill(stage);
});
test.afterEach.always(async (t) => {
  if (!t.passed) await t.context.stage.pictures("failed-monitor");
});
test.after.always(async (t) => t.context.stage?.close());

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

/** Previews what a dialog is about to do, gives the reason and confirms. */
async function carryOut(page: Page, reason: string, shows: RegExp): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("原因").fill(reason);
  await dialog.getByRole("button", { name: "预览影响" }).click();
  await dialog.getByRole("status", { name: "执行后会发生" }).getByText(shows).first().waitFor();
  await dialog.getByRole("button", { name: "确认执行" }).click();
  await dialog.waitFor({ state: "hidden" });
}

let admin: Page;

test.serial("an administrator sees what is where, what is late and how long each node takes", async (t) => {
  t.timeout(180_000);
  admin = await t.context.stage.signIn("admin");
  await admin.getByRole("link", { name: "流程监控" }).click();
  await admin.getByRole("heading", { name: "流程监控" }).waitFor();
  await admin.getByRole("link", { name: /有异常\s*4/ }).waitFor();
  await admin.getByRole("cell", { name: "东城区政务局" }).waitFor();
  const { audit } = t.context.stage;
  await audit(admin, "overview");
  await picture(admin, "monitor-1-overview");
  await choose(admin, admin.getByRole("combobox", { name: "定义" }), "演示");
  await tab(admin, "环节耗时").click();
  await admin.locator(".flow-heat").first().waitFor();
  await audit(admin, "heat");
  await picture(admin, "monitor-2-heat");
  t.regex((await admin.getByRole("region", { name: /热度图/ }).getAttribute("aria-label")) ?? "", /复核（\d+ 小时/);
  await tab(admin, "流程实例").click();
  await admin.getByText("已办结").click();
  await admin.getByRole("link", { name: "西城区第5期填报" }).waitFor();
  await audit(admin, "instances");
  await picture(admin, "monitor-3-instances");
});

test.serial(
  "a task nobody can do is put before a person; a step without a way on is mended by a variable",
  async (t) => {
    t.timeout(180_000);
    await tab(admin, "异常").click();
    await admin.getByText("没有可以办理的人员").first().waitFor();
    const { audit } = t.context.stage;
    await audit(admin, "incidents");
    await picture(admin, "monitor-4-incidents");
    await admin.getByRole("link", { name: "东城区第2期填报" }).click();
    await admin.getByText("没有可以办理的人员：签批").waitFor();
    await admin.locator(".flow-active").first().waitFor();
    await audit(admin, "instance");
    await picture(admin, "monitor-5-instance");
    await admin.getByRole("alert").getByRole("button", { name: "改派" }).click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "新的办理人" }).fill("领导");
    await admin
      .locator(".ant-select-dropdown:visible")
      .getByText(/^领导（/)
      .click();
    await carryOut(admin, "由局领导签批", /停留位置和待办不变/);
    await admin.getByText("没有可以办理的人员：签批").waitFor({ state: "hidden" });
    await admin.goBack();
    await admin.getByRole("link", { name: "东城区第3期填报" }).click();
    await admin.getByRole("alert").getByRole("button", { name: "修改变量" }).click();
    await dialog.getByLabel("done 值").fill('"免"');
    await dialog.getByLabel("原因").fill("按规定免签");
    await dialog.getByRole("button", { name: "预览影响" }).click();
    await dialog.getByText('变量 done："否" → "免"').waitFor();
    await audit(admin, "preview of a repair");
    await picture(admin, "monitor-6-preview");
    await dialog.getByRole("button", { name: "确认执行" }).click();
    await dialog.waitFor({ state: "hidden" });
    await admin.getByText("管理员调整流程").waitFor();
    t.pass();
  },
);

test.serial(
  "an instance is suspended, resumed, moved after a preview and terminated, each with its reason",
  async (t) => {
    t.timeout(180_000);
    const because = async (button: string, reason: string): Promise<void> => {
      await admin.getByRole("button", { name: button, exact: true }).first().click();
      const dialog = admin.getByRole("dialog");
      await dialog.getByLabel("原因").fill(reason);
      await admin.keyboard.press("Tab");
      await dialog.locator(".ant-modal-footer .ant-btn-dangerous").press("Enter");
      await dialog.waitFor({ state: "hidden" });
    };
    await admin.getByRole("link", { name: "流程监控" }).click();
    await tab(admin, "流程实例").click();
    await admin.getByRole("link", { name: "东城区第1期填报" }).click();
    await because("挂起", "材料存疑");
    await admin.getByText("起挂起").waitFor();
    await because("恢复", "已核实");
    await admin.getByText("起挂起").waitFor({ state: "hidden" });
    await admin.getByRole("button", { name: "移动流程" }).click();
    const target = admin.getByRole("dialog").getByRole("combobox", { name: "移到环节" });
    await target.fill("签批");
    await target.press("Enter");
    await carryOut(admin, "跳过复核", /复核/);
    await admin.getByText("没有可以办理的人员：签批").waitFor();
    await because("终止", "重复填报");
    await admin.getByText("管理员终止流程").waitFor();
    await picture(admin, "monitor-7-terminated");
    t.pass();
  },
);

test.serial("running instances are tried and moved to the new version", async (t) => {
  t.timeout(180_000);
  const { app } = t.context.stage;
  const actor = { accountId: null, orgUnitId: null, ip: null };
  const files = operatedPackage({ reviewId: "check", reviewName: "初审" }, "2.0.0");
  await publishDefinition(app.ctx, actor, { files, origin: "shipped" });
  await admin.goto(`${app.url}/monitor/migrations?definition=demo`);
  await admin.getByRole("combobox", { name: "复核：迁移到" }).waitFor();
  await admin.getByRole("button", { name: "预演" }).click();
  const result = admin.getByRole("status");
  await result
    .getByText(/请为它选择目标节点/)
    .first()
    .waitFor();
  await choose(admin, admin.getByRole("combobox", { name: "复核：迁移到" }), "初审");
  await admin.getByRole("button", { name: "开始迁移" }).first().click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("原因").fill("启用新流程");
  await dialog.getByRole("button", { name: "开始迁移" }).click();
  await dialog.waitFor({ state: "hidden" });
  await result.getByText("逐个结果").waitFor();
  await result.getByRole("link", { name: "东城区第3期填报" }).waitFor();
  await t.context.stage.audit(admin, "migration");
  await picture(admin, "monitor-8-migration");
  await tab(admin, "历史归档").click();
  await admin.getByRole("cell", { name: "2026-11" }).first().waitFor();
  await picture(admin, "monitor-9-history");
  t.pass();
});

test.serial("the working calendar shows holidays and 调休, and the city sets a day of its own", async (t) => {
  t.timeout(180_000);
  const { audit, complaints, faults } = t.context.stage;
  await admin.goto(`${t.context.stage.app.url}/admin/calendar`);
  await admin.getByRole("cell", { name: "2026-10-01" }).waitFor();
  await audit(admin, "calendar");
  await picture(admin, "calendar-1-year");
  await admin.getByRole("textbox", { name: "日期" }).fill("2026-12-24");
  await admin.keyboard.press("Enter");
  await admin.getByLabel("说明").fill("本市停工检修");
  await admin.getByRole("button", { name: "调整这一天" }).click();
  await admin.getByRole("row", { name: /2026-12-24.*放假.*本市调整.*本市停工检修/ }).waitFor();
  t.is(await admin.getByText("请选择日期").count(), 0, "it was sent once, with all that was typed");
  await picture(admin, "calendar-2-own-day");
  t.deepEqual(complaints, []);
  t.deepEqual(faults, []);
});
