import anyTest, { type ExecutionContext, type TestFn } from "ava";
import type { Page } from "playwright-core";
import { surveyPackage } from "../../server/forms/survey-package.ts";
import { until } from "../../server/jobs/context.ts";
import { filled } from "../../stories/community-station/stage.ts";
import { choose, openStage, picture, type Stage } from "./stage.ts";

const test = anyTest as TestFn<{ stage: Stage }>;
test.before(async (t) => {
  t.timeout(240_000);
  // The stations of the city are those of the divisions of today.
  t.context.stage = await openStage(() => new Date(), { packages: [surveyPackage] });
});
test.afterEach.always(async (t) => {
  if (!t.passed) await t.context.stage.pictures("failed-own-form");
});
test.after.always(async (t) => t.context.stage?.close());

const survey = "便民服务站点专项调查";
const station = "多福巷社区居委会政务服务站";

/** A control of the form by its label, which may begin with the mark of a required field. */
const field = (page: Page, label: string) => page.locator(".tb-form").getByLabel(new RegExp(`^\\*?\\s*${label}$`));

/** A picture where pictures are wanted, axe's opinion, and nothing sticking out sideways at either width. */
async function look(t: ExecutionContext<{ stage: Stage }>, page: Page, name: string): Promise<void> {
  await picture(page, name);
  await t.context.stage.audit(page, name);
  for (const width of [1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    t.true(over <= 0, `${name} sticks out at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function openSurvey(page: Page): Promise<void> {
  await page.getByRole("link", { name: "专项调查" }).click();
  await page.getByRole("cell", { name: survey }).click();
  await page.getByRole("heading", { name: survey, level: 1 }).waitFor();
}

/** Adds a field of a kind to the field table, names it, and opens its settings. */
async function addField(page: Page, kind: string, title: string): Promise<void> {
  await page.getByRole("button", { name: "添加字段" }).click();
  await page.locator(".palette").last().getByRole("button", { name: kind, exact: true }).click();
  await page.locator('[aria-label$="个字段的名称"]').last().fill(title);
  await page.getByRole("button", { name: `设置“${title}”` }).click();
}

const filledBy = (page: Page, title: string, level: string) =>
  page.getByLabel(`“${title}”由哪些层级填写`).getByLabel(level, { exact: true });
const demandedOf = (page: Page, title: string, level: string) =>
  page.getByLabel(`“${title}”在哪些层级必填`).getByLabel(level, { exact: true });

/** Submits the form that is open and says yes to the question. */
async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /确\s?定|提\s?交/ })
    .click();
}

/** The stations of the city are made by a job; the street keeps the address of one. */
async function stationWithAddress({ app }: Stage): Promise<void> {
  const staff = await app.client("110101001-staff");
  const found = async () =>
    (await staff.get(`/records/options?recordType=community-station/communityStation&q=${encodeURIComponent(station)}`))
      .body[0]?.value as string | undefined;
  await until("the station is there", async () => (await found()) !== undefined);
  const { body: record } = await staff.get(`/records/${await found()}`);
  const data = { ...record.data, ...filled, address: "东华门大街 12 号" };
  const saved = await staff.put(`/records/${record.id}`, { data, lockVersion: record.lockVersion, submit: true });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
}

test.serial("the officer makes a survey and its form: who fills what, a station to choose, its address", async (t) => {
  const { stage } = t.context;
  await stationWithAddress(stage);
  const page = await stage.signIn("city-officer");
  await page.getByRole("link", { name: "专项调查" }).click();
  await page.getByRole("button", { name: "新建" }).click();
  await field(page, "名称").fill(survey);
  await field(page, "年度").fill("2026");
  await submit(page);
  await page.getByText("已生效").first().waitFor();
  await page.getByRole("button", { name: "调查表" }).click();
  await page.getByText("还没有字段").waitFor();

  await addField(page, "数字", "街道总数");
  for (const level of ["市", "街道乡镇", "村居"]) await filledBy(page, "街道总数", level).uncheck();
  await demandedOf(page, "街道总数", "区").check();
  await addField(page, "数字", "窗口数");
  for (const level of ["市", "村居"]) await filledBy(page, "窗口数", level).uncheck();
  await demandedOf(page, "窗口数", "街道乡镇").check();
  await page.getByText("由区、街道乡镇填写　街道乡镇必填").waitFor();
  await look(t, page, "own-form-01-levels");

  await addField(page, "引用（从已有记录中选）", "示范站点");
  for (const level of ["市", "村居"]) await filledBy(page, "示范站点", level).uncheck();
  await choose(page, page.getByLabel("从哪种记录中选"), "村居站点");
  await choose(page, page.getByLabel("选择范围"), "填报单位所在区划");
  await addField(page, "取自引用的记录", "站点地址");
  await choose(page, page.getByLabel("取所引用记录的哪一项"), "地址");
  await filledBy(page, "站点地址", "市").check();
  await page
    .getByText(/“站点地址”取自“示范站点”，但“市”不填写“示范站点”/)
    .first()
    .waitFor();
  await look(t, page, "own-form-02-needs");
  await filledBy(page, "站点地址", "市").uncheck();
  t.pass();
});

test.serial("the preview shows each level its own form, and what a chosen station says", async (t) => {
  const page = await t.context.stage.signIn("city-officer");
  await openSurvey(page);
  await page.getByRole("button", { name: "调查表" }).click();
  await page.getByText("已恢复上次没有发布的修改").waitFor();
  const preview = page.getByRole("region", { name: "预览" });
  const shown = async (level: string) => {
    await preview.getByText(level, { exact: true }).click();
    await preview.getByText("窗口数").or(preview.getByText("不填报这张表")).first().waitFor();
    return preview.getByText("街道总数").count();
  };
  t.is(await shown("区"), 1);
  t.is(await shown("街道乡镇"), 0);
  await preview.getByRole("combobox", { name: /示范站点/ }).fill(station);
  await page.locator(".ant-select-dropdown:visible").getByText(station, { exact: true }).click();
  await preview.getByText("东华门大街 12 号").waitFor();
  await look(t, page, "own-form-03-preview-street");
  await preview.getByText("村居", { exact: true }).click();
  await preview.getByText("“村居”不填报这张表，下发时不会发给这一层级的单位").waitFor();
  await page.getByRole("button", { name: "发布", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("市、村居没有要填写的字段，不填报这张表").waitFor();
  await look(t, page, "own-form-04-publish");
  await dialog.getByRole("button", { name: /发\s?布/ }).click();
  await page.getByRole("heading", { level: 1 }).getByText("已发布第 1 版").waitFor();
  t.pass();
});

test.serial("the officer dispatches it: only to the levels that fill it", async (t) => {
  const page = await t.context.stage.signIn("city-officer");
  await openSurvey(page);
  await page.getByRole("button", { name: "下发" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/另有 \d+ 个“市”“村居”单位不填报/).waitFor();
  await look(t, page, "own-form-05-dispatch");
  await dialog.getByRole("button", { name: /^下发 \d+ 份$/ }).click();
  await dialog.getByText(/已下发 \d+ 份填报任务/).waitFor();
  t.pass();
});

test.serial("a district and a street fill it, each its own form", async (t) => {
  const { stage } = t.context;
  const open = async (login: string) => {
    const page = await stage.signIn(login);
    await page.getByRole("link", { name: "调查填报" }).click();
    const row = page.getByRole("row").filter({ hasText: survey });
    await row.getByRole("button", { name: /填报|继续填写/ }).click();
    await page.locator(".tb-form").waitFor();
    return page;
  };
  const district = await open("110101-filler");
  t.is(await field(district, "街道总数").count(), 1);
  await district.getByRole("button", { name: "提交", exact: true }).click();
  await district.getByText("街道总数：请填写街道总数").waitFor();
  await field(district, "街道总数").fill("17");
  await look(t, district, "own-form-06-district");
  await submit(district);
  await district.getByText("已生效").first().waitFor();

  const street = await open("110101001-staff");
  t.is(await field(street, "街道总数").count(), 0);
  await street.getByRole("button", { name: "提交", exact: true }).click();
  await street.getByText("窗口数：请填写窗口数").waitFor();
  await field(street, "窗口数").fill("6");
  await field(street, "示范站点").click();
  const choices = street.locator(".ant-select-dropdown:visible .ant-select-item-option");
  await choices.first().waitFor();
  t.true((await choices.count()) < 20, "the street's own stations, not the city's");
  await street.locator(".ant-select-dropdown:visible").getByText(station, { exact: true }).click();
  await street.getByText("东华门大街 12 号").waitFor();
  await look(t, street, "own-form-07-street");
  await submit(street);
  await street.getByText("已生效").first().waitFor();
  await street.getByText("东华门大街 12 号").waitFor();
  t.deepEqual(stage.complaints, []);
});

test.serial("every page of the story keeps WCAG 2.1 AA as far as axe can tell", (t) => {
  t.deepEqual(t.context.stage.faults, []);
});
