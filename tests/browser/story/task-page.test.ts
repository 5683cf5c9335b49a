import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { Browser, Page } from "playwright-core";
import { demoPassword } from "../../../server/organization/seed-accounts.ts";
import { projectRoot } from "../../../server/project-root.ts";
import { addAccount, inLine, operationsPackage, submit } from "../../server/process/operations-package.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { axeFaults } from "../axe.ts";
import { launchChromium } from "../chromium.ts";
import { drawn } from "./drawn.ts";
import { picture } from "./stage.ts";

const district = { id: "district", name: "区审核", assignment: 'role="district-reviewer" unit="record"' };
const city = { id: "city", name: "市审核", assignment: 'role="city-reviewer" unit="level" level="city"' };

let app: TestApp;
let browser: Browser;
const complaints: string[] = [];

test.before(async (t) => {
  t.timeout(240_000);
  const webRoot = join(projectRoot(), ".build/web");
  if (!existsSync(join(webRoot, "index.html"))) throw new Error("the pages are not built: npm run build");
  app = await startTestApp({
    packages: [operationsPackage({ line: drawn(inLine("line", [district, city])) })],
    webRoot,
  });
  await addAccount(app, "expert-1", "王专家", "110101-reviewer", []);
  await addAccount(app, "expert-2", "李处长", "110101-reviewer", []);
  browser = await launchChromium();
});
test.after.always(async () => {
  await browser?.close();
  await app?.close();
});

async function signIn(login: string, path: string): Promise<Page> {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    locale: "zh-CN",
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load")) complaints.push(message.text());
  });
  await page.goto(app.url);
  await page.getByRole("textbox", { name: "账号" }).fill(login);
  await page.locator("input[type=password]").fill(demoPassword);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  await page.goto(`${app.url}${path}`);
  return page;
}

/** Picks a colleague in the open dialog, found by typing a part of his name. */
async function pick(page: Page, within: ReturnType<Page["locator"]>, name: string): Promise<void> {
  await within.getByRole("combobox").last().fill(name);
  await page.locator(".ant-select-dropdown:visible").getByText(name, { exact: true }).click();
  await page.keyboard.press("Escape");
}

async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: label }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

async function openTask(record: string): Promise<string> {
  const row = await app.db.owner("task").where({ record_id: record, state: "open" }).first();
  return row.id;
}

test.serial(
  "a reviewer keeps an opinion, asks others, returns chosen fields, and reviews only what changed",
  async (t) => {
    t.timeout(300_000);
    const filler = await app.client("110101-filler");
    const data = { title: "改造项目经费申请", amount: 120, reason: "设备更新" };
    const { id, task } = await submit(filler, "line", data);
    const reviewer = await signIn("110101-reviewer", `/tasks/${task}`);
    await reviewer.getByRole("heading", { name: data.title, level: 1 }).waitFor();

    await reviewer.getByLabel("意见", { exact: true }).fill("请先核实金额");
    await reviewer.getByRole("button", { name: "暂存" }).click();
    await reviewer.getByText("已暂存，关闭页面也不会丢失").waitFor();
    await reviewer.reload();
    await reviewer.getByRole("heading", { name: data.title, level: 1 }).waitFor();
    t.is(await reviewer.getByLabel("意见", { exact: true }).inputValue(), "请先核实金额");
    await picture(reviewer, "task-page");

    const tools = reviewer.getByRole("region", { name: "更多操作" });
    t.deepEqual(await tools.getByRole("button").allTextContents(), ["退回到…", "转办", "委派", "加签", "抄送"]);
    await tools.getByRole("button", { name: "加签" }).click();
    t.true(await reviewer.getByRole("radio", { name: "在我之前" }).isChecked());
    await pick(reviewer, reviewer.getByRole("dialog"), "王专家");
    await picture(reviewer, "add-participants");
    await confirm(reviewer, "确定加签");
    await reviewer.getByText("还没有轮到您办理", { exact: false }).first().waitFor();
    t.false(await reviewer.getByRole("button", { name: "通过", exact: true }).isVisible());

    const expert = await signIn("expert-1", `/tasks/${task}`);
    await expert.getByLabel("意见", { exact: true }).fill("金额属实");
    await expert.getByRole("button", { name: "通过", exact: true }).click();
    await expert
      .getByRole("dialog")
      .getByRole("button", { name: /确\s?定/ })
      .click();
    await expert.getByRole("heading", { name: "工作台" }).waitFor();
    await expert.context().close();

    await reviewer.reload();
    await tools.getByRole("button", { name: "抄送" }).click();
    await pick(reviewer, reviewer.getByRole("dialog"), "李处长");
    await confirm(reviewer, "确定抄送");
    await reviewer.getByText("未读").waitFor();
    await picture(reviewer, "participants");
    await reviewer.getByRole("tab", { name: "流程" }).click();
    await reviewer.locator(".flow-canvas svg").first().waitFor();
    await reviewer.getByText("区审核：加签 王专家", { exact: false }).waitFor();
    await picture(reviewer, "task-flow");

    await tools.getByRole("button", { name: "退回到…" }).click();
    const dialog = reviewer.getByRole("dialog");
    await dialog.getByText("填报（提交人修改内容）").waitFor();
    await dialog.getByText("直接回到我这里").click();
    await dialog.getByRole("combobox").fill("金额");
    // By keyboard: a list that is still sliding open can slip away from under the mouse.
    await reviewer.locator(".ant-select-dropdown:visible").getByText("金额", { exact: true }).waitFor();
    await reviewer.keyboard.press("Enter");
    await dialog.locator(".ant-select-selection-item, .ant-select-content-item").getByText("金额").first().waitFor();
    await reviewer.keyboard.press("Escape");
    await dialog.getByLabel("退回意见").fill("金额请改为含税价");
    await picture(reviewer, "return-dialog");
    await confirm(reviewer, "确定退回");

    const author = await signIn("110101-filler", `/records/${id}/edit`);
    await author.getByText("本次退回只开放：金额", { exact: false }).waitFor();
    const reason = author.locator(".tb-form").getByLabel("理由").and(author.locator("input, textarea"));
    t.is(await reason.count(), 0, "the rest is shown, not edited");
    await author.locator(".tb-form").getByLabel("金额").fill("136");
    await author.getByRole("button", { name: "预览流程" }).click();
    await author.getByRole("dialog").getByText("审核完成，内容生效。").waitFor();
    await picture(author, "path-preview");
    await author
      .getByRole("dialog")
      .getByRole("button", { name: "关闭" })
      .or(author.locator(".ant-modal-close"))
      .first()
      .click();
    await author.getByRole("dialog").waitFor({ state: "hidden" });
    await author.getByRole("button", { name: "提交", exact: true }).click();
    const sure = author.getByRole("dialog").getByRole("button", { name: /确\s?定/ });
    await sure.click();
    await author.getByText("审核中").first().waitFor();

    const again = await openTask(id);
    await reviewer.goto(`${app.url}/tasks/${again}`);
    await reviewer.getByText("退回之后修改了：金额").waitFor();
    t.true(await reviewer.getByText("136", { exact: false }).first().isVisible());
    t.is(await reviewer.getByText("设备更新").count(), 0, "only what changed");
    await picture(reviewer, "changed-only");
    await reviewer.getByRole("switch", { name: "只看改动" }).click();
    await reviewer.getByText("设备更新").waitFor();

    await reviewer.getByRole("tab", { name: "评论" }).click();
    await reviewer.getByLabel("评论内容").fill("含税价已核对");
    await pick(reviewer, reviewer.locator(".new-comment"), "李处长");
    await reviewer.getByRole("button", { name: "发表评论" }).click();
    await reviewer.locator(".comments").getByText("@李处长").waitFor();
    await picture(reviewer, "comments");

    await reviewer.getByLabel("意见", { exact: true }).focus();
    await reviewer.keyboard.press("Control+Enter");
    await reviewer
      .getByRole("dialog")
      .getByRole("button", { name: /确\s?定/ })
      .click();
    await reviewer.getByRole("heading", { name: "工作台" }).waitFor();
    t.is((await app.db.owner("task").where({ record_id: id, state: "open" }).first()).node_id, "city");
    t.deepEqual(complaints, []);
  },
);

test.serial(
  "many tasks are decided together from the desk, with what came of each; copies lie in a box of their own",
  async (t) => {
    t.timeout(200_000);
    const filler = await app.client("110101-filler");
    const made: { task: string }[] = [];
    for (const n of [1, 2, 3]) made.push(await submit(filler, "line", { title: `批量申请${n}` }));
    const page = await signIn("110101-reviewer", "/");
    await page.getByText("批量申请3").waitFor();
    for (const n of [1, 2, 3])
      await page
        .getByRole("row")
        .filter({ hasText: `批量申请${n}` })
        .getByRole("checkbox")
        .check();
    const stranger = await app.db.owner("account").where({ login: "expert-1" }).first();
    await (await app.client("110101-reviewer")).post(`/tasks/${made[1]?.task}/transfer`, { people: [stranger.id] });
    await page.getByText("已选 3 项").waitFor();
    await page.getByRole("button", { name: "批量通过" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "确定批量通过" }).click();
    await page.getByText("已办理 2 项，未办理 1 项").waitFor();
    await page.getByRole("dialog").getByText("不由您办理", { exact: false }).waitFor();
    t.deepEqual(await axeFaults(page), [], "batch");
    await picture(page, "batch");
    await confirm(page, "知道了");
    await app
      .client("110101-reviewer")
      .then((who) => who.post(`/tasks/${made[0]?.task}/copies`, { people: [stranger.id], note: "供参考" }));
    const reader = await signIn("expert-1", "/?box=cc");
    await reader.getByRole("cell", { name: "未读" }).first().waitFor();
    await picture(reader, "copies-box");
    await reader.getByRole("link", { name: "批量申请1" }).click();
    await reader.getByRole("heading", { name: "批量申请1", level: 1 }).waitFor();
    await reader.goto(`${app.url}/?box=cc`);
    await reader.getByRole("cell", { name: "已读" }).first().waitFor();
    t.deepEqual(complaints, []);
  },
);

test.serial("the desk heaps up what waits; a heap lies in the address and is kept under a name", async (t) => {
  t.timeout(200_000);
  const filler = await app.client("110102-filler");
  const late = await submit(filler, "line", { title: "早该办理的申请" });
  await submit(filler, "line", { title: "不限期的申请" });
  await app.db.owner("task").where({ id: late.task }).update({ due_at: "2020-01-02T03:04:05Z" });
  const page = await signIn("110102-reviewer", "/");
  const heap = (name: string) => page.getByRole("region", { name: "待办分组" }).getByRole("button", { name });
  const other = page.getByRole("link", { name: "不限期的申请" });
  await heap("申请 · 区审核 2").waitFor();
  await page.getByRole("radio", { name: "按事项" }).focus();
  await page.keyboard.press("ArrowLeft");
  await heap("不限期 1").waitFor();
  await picture(page, "desk-by-due");
  await heap("已超期 1").press("Enter");
  await other.waitFor({ state: "hidden" });
  await page.getByRole("link", { name: "早该办理的申请" }).waitFor();
  t.is(new URL(page.url()).search, "?by=due&due=overdue");
  await picture(page, "desk-groups");
  await page.getByRole("button", { name: "常用条件" }).click();
  await page.getByPlaceholder("名称").fill("先办超期");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "先办超期", exact: true }).waitFor();
  await page.goto(`${app.url}/?due=today`);
  await page.getByText("这一组没有待办理的任务", { exact: false }).waitFor();
  await heap("全部 2").click();
  await other.waitFor();
  await page.getByRole("button", { name: "常用条件" }).click();
  await page.getByRole("button", { name: "先办超期", exact: true }).click();
  await other.waitFor({ state: "hidden" });
  await page.reload();
  await page.getByRole("link", { name: "早该办理的申请" }).waitFor();
  t.is(await heap("已超期 1").getAttribute("aria-pressed"), "true");
  t.is(await other.count(), 0);
  t.deepEqual(complaints, []);
});

test.serial(
  "whoever has units below sees what waits there, urges it after a look, and is told what came of it",
  async (t) => {
    t.timeout(200_000);
    const filler = await app.client("110102-filler");
    const { task } = await submit(filler, "line", { title: "下级久拖的申请" });
    await app.db.owner("task").where({ id: task }).update({ due_at: "2020-01-02T03:04:05Z" });
    const leader = await signIn("leader", "/");
    await leader.getByRole("button", { name: "逐级催办" }).click();
    const dialog = leader.getByRole("dialog");
    await dialog.getByRole("radio", { name: /只催已超期的/ }).waitFor();
    t.deepEqual(await axeFaults(leader), [], "urging from above");
    await picture(leader, "urge-below");
    await dialog.getByRole("button", { name: /^确定催办/ }).click();
    await dialog
      .getByRole("status")
      .getByText(/^已催办 \d+ 项$/)
      .waitFor();
    await picture(leader, "urge-below-done");
    await dialog.getByRole("button", { name: "知道了" }).click();
    await dialog.waitFor({ state: "hidden" });
    t.is((await app.db.owner("task").where({ id: task }).first()).urged_count, 1);
    const village = await signIn("110101001-staff", "/");
    await village.getByRole("heading", { name: "工作台" }).waitFor();
    t.is(await village.getByRole("button", { name: "逐级催办" }).count(), 0, "nobody is below");
    t.deepEqual(complaints, []);
  },
);

test.serial("whoever cannot act sees why, may urge, and takes back what nobody opened", async (t) => {
  t.timeout(200_000);
  const filler = await app.client("110101-filler");
  const { task } = await submit(filler, "line", { title: "等待中的申请" });
  const author = await signIn("110101-filler", `/tasks/${task}`);
  await author.getByText("“区审核”不由您办理", { exact: false }).waitFor();
  await author.getByText("等待东城区政务局的“区级审核”办理").waitFor();
  await author.getByRole("button", { name: "催办" }).click();
  t.deepEqual(await axeFaults(author), [], "urge");
  await picture(author, "urge");
  await confirm(author, "确定催办");
  await author.getByText("已完成：催办").waitFor();
  t.is(await author.getByRole("button", { name: "催办" }).count(), 0, "once an hour");
  const reviewer = await app.client("110101-reviewer");
  await reviewer.post(`/tasks/${task}/complete`, { outcome: "approve" });
  const page = await signIn("110101-reviewer", `/tasks/${task}`);
  await page.getByRole("button", { name: "取回" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /确\s?定/ })
    .click();
  await page.getByText("已完成：取回").waitFor();
  const open = await app.db.owner("task").where({ title: "等待中的申请", state: "open" }).first();
  t.is(open.node_id, "district");
  await page.getByRole("button", { name: /东城区审核/ }).click();
  await page.getByText("代理设置").click();
  await page.getByText("目前没有代理。").waitFor();
  await picture(page, "substitution");
  t.deepEqual(complaints, []);
});
