import anyTest, { type ExecutionContext, type TestFn } from "ava";
import ExcelJS from "exceljs";
import type { Page } from "playwright-core";
import { choose, openStage, picture, type Stage } from "./stage.ts";

const test = anyTest as TestFn<{ stage: Stage }>;
const now = (): Date => new Date("2026-11-22T10:00:00+08:00");

test.before(async (t) => {
  t.timeout(240_000);
  t.context.stage = await openStage(now);
});
test.afterEach.always(async (t) => {
  if (!t.passed) await t.context.stage.pictures("failed");
});
test.after.always(async (t) => t.context.stage?.close());

const keyWork = "推进政务服务“一件事”集成办理";
const content = "综合窗口改造";
const september = `${content}（2026年9月）`;

/** A control of the form by its label, which may begin with the mark of a required field. */
const field = (page: Page, label: string) => page.locator(".tb-form").getByLabel(new RegExp(`^\\*?\\s*${label}$`));

/** A picture where pictures are wanted, and axe's opinion. */
async function look(t: ExecutionContext<{ stage: Stage }>, page: Page, name: string): Promise<void> {
  await picture(page, name);
  await t.context.stage.audit(page, name);
}

/** Opens the key work of this story from its list. */
async function openKeyWork(page: Page): Promise<void> {
  await page.getByRole("link", { name: "重点工作制定" }).click();
  await page.getByRole("cell", { name: keyWork }).click();
  await page.getByRole("heading", { name: keyWork, level: 1 }).waitFor();
}

/** Picks a kind from the palette that opened last; the one before may still be fading. */
async function pickKind(page: Page, kind: string): Promise<void> {
  await page.locator(".palette").last().getByRole("button", { name: kind, exact: true }).click();
}

/** Adds a field of a kind to the field table and names it. */
async function addField(page: Page, kind: string, title: string): Promise<void> {
  await page.getByRole("button", { name: "添加字段" }).click();
  await pickKind(page, kind);
  await page.locator('[aria-label$="个字段的名称"]').last().fill(title);
}

/** Opens what the unit owes for September. */
async function fillSeptember(page: Page): Promise<void> {
  const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name: "2026年9月", exact: true }) });
  await row.getByRole("button", { name: /填报|继续填写/ }).click();
  await page.locator(".tb-form").waitFor();
}

/** Gives the decision on the task that is open; whoever has given it is led away from the task. */
async function decide(page: Page, label: string, opinion?: string): Promise<void> {
  const task = page.url();
  if (opinion) await page.getByLabel("意见").fill(opinion);
  await page.getByRole("button", { name: label, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /确\s?定/ }).click();
  await page.waitForURL((url) => url.href !== task);
}

/** Submits the form that is open and says yes to the question. */
async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /确\s?定|提\s?交/ })
    .click();
}

test.serial(
  "R-KEY-01 R-KEY-02 R-KEY-09 the officer defines a key work, its contents and what to push forward",
  async (t) => {
    const page = await t.context.stage.signIn("city-officer");
    await look(t, page, "01-desk");
    await page.getByRole("link", { name: "重点工作制定" }).click();
    await page.getByRole("button", { name: "新建" }).click();
    await field(page, "重点工作").fill(keyWork);
    await field(page, "年度").fill("2026");
    await page.keyboard.press("Enter");
    await choose(page, field(page, "牵头处室"), "体系处");
    await look(t, page, "02-new-key-work");
    await submit(page);
    await page.getByRole("heading", { name: keyWork, level: 1 }).waitFor();
    await page.getByText("已生效").first().waitFor();
    await page.getByRole("tab", { name: "重点工作内容" }).click();
    await page.getByRole("button", { name: "新建重点工作内容" }).click();
    await field(page, "工作内容").fill(content);
    await field(page, "年度目标").fill("120");
    await field(page, "计量单位").fill("个");
    await submit(page);
    await page.getByRole("link", { name: content }).click();
    await page.getByRole("heading", { name: content, level: 1 }).waitFor();
    await page.getByRole("tab", { name: "推进内容" }).click();
    await page.getByRole("button", { name: "新建推进内容" }).click();
    await field(page, "推进内容").fill("完成区级综合窗口改造方案");
    await submit(page);
    await page.getByRole("link", { name: "完成区级综合窗口改造方案" }).waitFor();
    await picture(page, "03-contents");
    t.pass();
  },
);

test.serial("R-KEY-03 the officer makes the form with a field table, sees it beside, and publishes it", async (t) => {
  const page = await t.context.stage.signIn("city-officer");
  await openKeyWork(page);
  await page.getByRole("button", { name: "格式化表单" }).click();
  await page.getByText("还没有字段").waitFor();
  await addField(page, "数字", "办件量");
  await page.getByRole("button", { name: "设置“办件量”" }).click();
  await page.getByPlaceholder("如 件、万元").fill("件");
  await page.locator("[data-field]").filter({ hasText: "必填" }).first().getByLabel("必填", { exact: true }).check();
  await addField(page, "下拉选择", "推进方式");
  await page.getByRole("button", { name: "设置“推进方式”" }).click();
  await page.getByLabel("选项，一行一个").fill("试点\n全面推开");
  await page.getByRole("region", { name: "预览" }).getByText("推进方式").waitFor();
  await addField(page, "子表", "分中心明细");
  await page.getByRole("button", { name: "添加一列" }).click();
  await pickKind(page, "单行文本");
  await page.getByLabel("第 3.1 个字段的名称").fill("分中心");
  await page.getByRole("region", { name: "预览" }).getByText("分中心明细").waitFor();
  await addField(page, "数字", "办结量");
  await addField(page, "计算值", "办结率");
  await page.getByRole("button", { name: "设置“办结率”" }).click();
  await page.getByLabel("计算公式").fill("=");
  for (const [title, after] of [
    ["办结量", " / "],
    ["办件量", " * 100"],
  ] as const) {
    await choose(page, page.getByRole("combobox", { name: "插入字段" }), title);
    await page.getByLabel("计算公式").press("End");
    await page.getByLabel("计算公式").pressSequentially(after);
  }
  t.is(await page.getByLabel("计算公式").inputValue(), "=【办结量】 / 【办件量】 * 100");
  await page.getByRole("button", { name: "添加校验" }).click();
  await choose(page, page.getByRole("combobox", { name: "要求字段" }), "办结量");
  await choose(page, page.getByRole("combobox", { name: "要求比较", exact: true }), "不大于");
  await choose(page, page.getByRole("combobox", { name: "要求比较的对象" }), "办件量");
  await page.getByPlaceholder("“办结量”不大于“办件量”才对，请核对").waitFor();
  await look(t, page, "04-designer");
  await page.getByRole("button", { name: "发布" }).click();
  await page.getByLabel("这一版改了什么").fill("第一版");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /发\s?布/ })
    .click();
  await page.getByRole("heading", { level: 1 }).getByText("已发布第 1 版").waitFor();
  t.pass();
});

test.serial("R-KEY-08 R-KEY-11 the officer dispatches it to 16 districts for three months", async (t) => {
  const page = await t.context.stage.signIn("city-officer");
  await openKeyWork(page);
  await page.getByRole("button", { name: "下发" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("全部", { exact: true }).uncheck();
  for (const month of [9, 10, 11]) await dialog.getByLabel(`2026年${month}月`, { exact: true }).check();
  await dialog.getByText("16 个单位 × 3 期 × 1 项，共 48 份填报任务").waitFor();
  await look(t, page, "05-dispatch");
  await dialog.getByRole("button", { name: "下发 48 份" }).click();
  await dialog.getByText("已下发 48 份填报任务").waitFor();
  await dialog.getByRole("button", { name: "查看填报进度" }).click();
  await page.getByText("16 个单位").waitFor();
  t.is(await page.locator("td.cell-late").count(), 32, "September and October are past due, November is not");
  await look(t, page, "06-campaign");
});

test.serial(
  "R-KEY-04 R-KEY-05 R-KEY-18 a district fills its own part; what was typed survives a closed browser",
  async (t) => {
    const { stage } = t.context;
    const page = await stage.signIn("110101-filler");
    await page.getByRole("link", { name: "重点工作填报" }).click();
    await look(t, page, "07-obligations");
    await fillSeptember(page);
    await field(page, "工作进展").fill("已完成十二个区级综合窗口改造，开展业务培训三次。");
    await page.getByText("已自动保存").waitFor();
    await page.context().close();
    const again = await stage.signIn("110101-filler");
    await again.getByRole("link", { name: "重点工作填报" }).click();
    await fillSeptember(again);
    await again.getByText("自动保存的草稿").waitFor();
    t.regex(await field(again, "工作进展").inputValue(), /十二个/);
    await again.getByRole("button", { name: "提交", exact: true }).click();
    await again.getByText("办件量：请填写办件量").waitFor();
    await field(again, "办结量").fill("1300");
    await field(again, "办件量").fill("1250");
    await again.getByText("“办结量”不大于“办件量”才对，请核对").first().waitFor();
    await field(again, "办结量").fill("1200");
    await field(again, "本期完成量").fill("12");
    await field(again, "累计完成量").fill("60");
    await again.getByText("推进中").first().click();
    await choose(again, field(again, "推进方式"), "试点");
    await field(again, "填报人").fill("张晓东");
    await field(again, "联系电话").fill("13800138000");
    await look(t, again, "08-fill");
    await submit(again);
    await again.getByText("审核中").first().waitFor();
    t.pass();
  },
);

test.serial("the district's reviewer returns it with a reason, the filler mends it, both levels approve", async (t) => {
  const { stage } = t.context;
  const reviewer = await stage.signIn("110101-reviewer");
  await reviewer.getByRole("link", { name: september }).click();
  await reviewer.getByRole("button", { name: "退回修改" }).waitFor();
  await look(t, reviewer, "09-task");
  await decide(reviewer, "退回修改", "请补充培训场次的依据");
  const filler = await stage.signIn("110101-filler");
  await filler.getByRole("link", { name: september }).first().click();
  await filler.getByText("请补充培训场次的依据").first().waitFor();
  await picture(filler, "10-returned");
  await field(filler, "工作进展").fill("已完成十二个区级综合窗口改造，开展业务培训三次（附签到表）。");
  await submit(filler);
  await filler.getByText("审核中").first().waitFor();
  await reviewer.goto(t.context.stage.app.url);
  await reviewer.getByRole("link", { name: september }).click();
  await decide(reviewer, "通过");
  const city = await stage.signIn("city-reviewer");
  await city.getByRole("link", { name: september }).click();
  await decide(city, "通过", "同意");
  await filler.reload();
  await filler.getByText("已生效").first().waitFor();
  await filler.getByRole("tab", { name: "流程" }).click();
  await filler.locator(".djs-container svg").first().waitFor();
  await look(t, filler, "11-flow");
  await filler.getByRole("tab", { name: "填报记录" }).click();
  await filler.getByText("请补充培训场次的依据").first().waitFor();
  await picture(filler, "12-history");
  t.pass();
});

test.serial(
  "R-KEY-06 R-KEY-12 R-KEY-14 R-KEY-15 R-KEY-16 R-KEY-17 the city reads the table and takes it away",
  async (t) => {
    const page = await t.context.stage.signIn("city-officer");
    await page.getByRole("link", { name: "重点工作统计" }).click();
    await page.getByRole("rowheader", { name: "东城区" }).waitFor();
    await look(t, page, "13-statistics");
    const autumn = { rows: ["district"], columns: ["month"], filters: { $year: "2026", $month: [9, 10, 11] } };
    await page.goto(`${page.url().split("?")[0]}?q=${encodeURIComponent(JSON.stringify(autumn))}`);
    await page.getByRole("columnheader", { name: "11月" }).waitFor();
    t.is(await page.getByRole("columnheader", { name: "1月", exact: true }).count(), 0);
    await picture(page, "13-autumn");
    const header = await page.locator("table.pivot thead tr").first().locator("th").allTextContents();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出 Excel" }).click();
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await (await download).path());
    const written = JSON.stringify(book.worksheets[0]?.getSheetValues());
    for (const text of header) t.true(written.includes(text), `the sheet has the heading ${text}`);
    await page.getByText("图表", { exact: true }).click();
    await page.locator(".chart svg").first().waitFor();
    await look(t, page, "14-charts");
    await page.getByText("统计表", { exact: true }).click();
    await page
      .getByRole("row", { name: /^东城区/ })
      .getByRole("link")
      .first()
      .click();
    await page.getByRole("row").filter({ hasText: content }).first().waitFor();
    await look(t, page, "15-behind-a-number");
    t.deepEqual(t.context.stage.complaints, []);
  },
);

test.serial("every page of the story keeps WCAG 2.1 AA as far as axe can tell", (t) => {
  t.deepEqual(t.context.stage.faults, []);
});
