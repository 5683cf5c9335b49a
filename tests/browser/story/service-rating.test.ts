import anyTest, { type TestFn } from "ava";
import type { Page } from "playwright-core";
import { workbookOf } from "../../support/workbook.ts";
import { choose, openStage, picture, type Stage } from "./stage.ts";

const test = anyTest as TestFn<{ stage: Stage }>;
const now = (): Date => new Date("2026-11-22T10:00:00+08:00");

test.before(async (t) => {
  t.timeout(240_000);
  t.context.stage = await openStage(now);
});
test.afterEach.always(async (t) => {
  if (!t.passed) await t.context.stage.pictures("failed-rating");
});
test.after.always(async (t) => t.context.stage?.close());

const title = "窗口反复要求补交材料";

/** A control of the form by its label, which may begin with the mark of a required field. */
const field = (page: Page, label: string) => page.locator(".tb-form").getByLabel(new RegExp(`^\\*?\\s*${label}$`));

/** The tiles of the home page as `title number`. */
async function tilesOf(page: Page): Promise<string[]> {
  await page.locator(".tile").first().waitFor();
  const texts = await page.locator(".tile").allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, " ").trim());
}

/** Says yes to the question that is asked. */
const confirm = (page: Page) =>
  page
    .getByRole("dialog")
    .getByRole("button", { name: /确\s?定|提\s?交/ })
    .click();

test.serial(
  "R-EVA-07 R-EVA-29 the city's home page has its six tiles; problem types are maintained from there",
  async (t) => {
    const page = await t.context.stage.signIn("city-officer");
    const own = (await tilesOf(page)).filter((text) => text.includes("好差评") || text.includes("问题类型"));
    t.deepEqual(own, [
      ...["“好差评”待处理 0", "“好差评”已发送 0", "“好差评”已处理 0", "“好差评”超期待处理 0"],
      ...["“好差评”历史数据 0", "问题类型维护 19"],
    ]);
    await picture(page, "rating-01-city-home");
    await page.locator(".tile", { hasText: "问题类型维护" }).click();
    await page.getByRole("button", { name: "新增" }).click();
    await page.getByRole("dialog").getByLabel("名称").waitFor();
    await choose(page, page.getByRole("dialog").getByRole("combobox"), "设施环境");
    await page.getByRole("dialog").getByLabel("名称").fill("无障碍设施缺失");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /保\s?存/ })
      .click();
    await page.getByRole("cell", { name: "无障碍设施缺失" }).waitFor();
    await picture(page, "rating-02-problem-types");
  },
);

test.serial(
  "R-EVA-16 R-EVA-30 the city is shown the four sections it fills, the class follows the chosen type, and sends",
  async (t) => {
    const page = await t.context.stage.signIn("city-officer");
    await page.getByRole("link", { name: "待处理", exact: true }).click();
    await page.getByRole("button", { name: "新建" }).click();
    await field(page, "问题标题").fill(title);
    const sections = await page.locator(".tb-group > legend").allInnerTexts();
    t.deepEqual(sections, ["问题内容", "问题归属", "涉及政务服务事项", "问题类型", "办理途径"]);
    await choose(page, field(page, "来源渠道"), "12345市民服务热线");
    await field(page, "发生日期").fill("2026-11-18");
    await page.keyboard.press("Enter");
    await page.locator(".tb-form").getByText("非常不满意", { exact: true }).click();
    await field(page, "问题内容").fill("群众反映办理食品经营许可时窗口三次要求补交指南以外的材料。");
    await field(page, "所属区").click();
    await page.keyboard.type("东城区");
    await page.locator(".ant-select-dropdown:visible").getByText("东城区", { exact: true }).first().click();
    await choose(page, field(page, "涉及事项"), "食品经营许可");
    await choose(page, field(page, "评价指标类型"), "设施环境");
    await choose(page, field(page, "问题分类"), "无障碍设施缺失");
    await choose(page, field(page, "评价指标类型"), "办事指南");
    await field(page, "问题分类").click();
    const offered = page.locator(".ant-select-dropdown:visible .ant-select-item-option");
    await offered.getByText("材料清单缺失").waitFor();
    t.is(await offered.getByText(/^(自助设备故障|超承诺时限|无障碍设施缺失)$/).count(), 0);
    await offered.getByText("指南之外增加条件或材料").click();
    await picture(page, "rating-03-city-form");
    await page.getByRole("button", { name: "提交", exact: true }).click();
    // Before it is sent it is said to whom.
    await page.getByRole("dialog").getByText("区级整改").waitFor();
    await picture(page, "rating-03-sending");
    await confirm(page);
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await page.getByText("审核中").first().waitFor();
    await picture(page, "rating-04-sent");
  },
);

test.serial(
  "R-EVA-08 R-EVA-17 the district's home page has four tiles; it completes the last three sections",
  async (t) => {
    const page = await t.context.stage.signIn("110101-filler");
    const own = (await tilesOf(page)).filter((text) => text.includes("好差评"));
    t.deepEqual(own, ["“好差评”待处理 1", "“好差评”已发送 1", "“好差评”已处理 0", "“好差评”超期待处理 0"]);
    await picture(page, "rating-05-district-home");
    // From the tile's list to the record, and from there to what is to be done with it.
    await page.locator(".tile", { hasText: "“好差评”待处理" }).click();
    await page.getByRole("link", { name: title }).click();
    await page.getByRole("button", { name: "办理" }).click();
    await page.locator(".tb-form").waitFor();
    await field(page, "整改措施").fill("撤下指南以外的要求，组织窗口培训。");
    await page.locator(".tb-form").getByText("已整改", { exact: true }).click();
    await field(page, "整改完成日期").fill("2026-11-21");
    await page.keyboard.press("Enter");
    await field(page, "原因分析").fill("指南更新后窗口未同步。");
    await page.locator(".tb-form").getByText("否", { exact: true }).click();
    await choose(page, field(page, "核验方式"), "电话回访");
    await field(page, "核验结论").fill("回访群众表示满意。");
    await field(page, "牵头负责人").fill("李明");
    await field(page, "职务").fill("副局长");
    await field(page, "联系电话").fill("010-65251234");
    await picture(page, "rating-06-rectifying");
    await page.getByRole("button", { name: "提交核验", exact: true }).click();
    await confirm(page);
    await page.waitForURL((url) => !url.pathname.startsWith("/tasks/"));
  },
);

test.serial("R-EVA-22 R-EVA-28 the project team verifies, and the record is finished for both", async (t) => {
  const page = await t.context.stage.signIn("project-team");
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("button", { name: "通过", exact: true }).waitFor();
  await picture(page, "rating-07-verifying");
  await page.getByRole("button", { name: "通过", exact: true }).click();
  await confirm(page);
  await page.waitForURL((url) => !url.pathname.startsWith("/tasks/"));
  await page.getByRole("link", { name: "已处理", exact: true }).click();
  // The desk, which the decision led back to, may still show the row of the task.
  await page.getByRole("heading", { name: "“好差评”已处理", level: 1 }).waitFor();
  await page.getByRole("cell", { name: title }).waitFor();
  await picture(page, "rating-08-done");
  t.is(await page.getByRole("row").filter({ hasText: title }).count(), 1);
});

test.serial("R-EVA-32 R-EVA-31 a list is analysed: a table, charts, and back to the rows", async (t) => {
  const page = await t.context.stage.signIn("project-team");
  await page.getByRole("link", { name: "已处理", exact: true }).click();
  await page.getByRole("cell", { name: title }).waitFor();
  await page.getByRole("button", { name: "分析" }).click();
  await page.locator("table.pivot").waitFor();
  await picture(page, "rating-09-analysis");
  await page.getByText("图表", { exact: true }).click();
  await page.locator(".chart svg").first().waitFor();
  await picture(page, "rating-10-charts");
  await page.getByText("统计表", { exact: true }).click();
  await page.locator("table.pivot tfoot a").first().click();
  await page.getByRole("cell", { name: title }).waitFor();
  t.regex(page.url(), /\/lists\/service-rating\/done/);
});

test.serial("R-EVA-33 R-EVA-26 history is imported from a workbook, each wrong row with its cell", async (t) => {
  const page = await t.context.stage.signIn("city-officer");
  await page.getByRole("link", { name: "历史数据", exact: true }).click();
  await page.getByRole("button", { name: "导入历史数据" }).click();
  const dialog = page.getByRole("dialog");
  const header = [
    "*问题标题",
    "*问题内容",
    "*来源渠道",
    "*发生日期",
    "*满意度",
    "*所属区",
    "*涉及事项",
    "*评价指标类型",
    "*问题分类",
  ];
  const row = (name: string, day: string) => [
    ...[name, `${name}的内容`, "意见箱、意见簿", day, "不满意", "西城区", "居住证办理", "办事指南", "指引不准确"],
  ];
  const rows = [header, row("历史问题", "2023-05-06"), row("日期写错", "去年五月")];
  const buffer = Buffer.from(await workbookOf(rows));
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await dialog.locator("input[type=file]").setInputFiles({ name: "历史.xlsx", mimeType, buffer });
  await dialog.getByRole("button", { name: "开始检查" }).click();
  await dialog.getByText("共 2 行，有问题 1 行，什么也没有导入").waitFor();
  await dialog.getByText("只导入正确的行").click();
  await page.route("**/api/jobs/*", (route) => route.abort());
  await dialog.getByRole("button", { name: "开始导入" }).click();
  await dialog.getByRole("button", { name: "重新加载" }).waitFor();
  await page.unroute("**/api/jobs/*");
  await dialog.getByText("共 2 行，已导入 1 行，有问题 1 行").waitFor();
  await dialog.getByRole("cell", { name: "D3" }).waitFor();
  await picture(page, "rating-11-import");
  t.true(await dialog.getByRole("button", { name: "开始导入" }).isDisabled(), "the same rows would be made twice");
  await dialog
    .locator(".ant-modal-footer")
    .getByRole("button", { name: /关\s?闭/ })
    .click();
  await page.getByRole("cell", { name: "历史问题" }).waitFor();
  t.is(await page.getByRole("cell", { name: "日期写错" }).count(), 0);
});

test.after("no page complained", (t) => t.deepEqual(t.context.stage.complaints, []));
