import anyTest, { type TestFn } from "ava";
import type { Page } from "playwright-core";
import { body, supervisor } from "../../stories/center-authority/body.ts";
import { got } from "../../stories/key-work/got.ts";
import { guidePackage } from "../../stories/service-center/guide-package.ts";
import { departmentNear, hall } from "../../stories/service-center/hall.ts";
import { choose, openStage, picture, type Stage } from "./stage.ts";

const test = anyTest as TestFn<{ stage: Stage }>;

test.before(async (t) => {
  t.timeout(240_000);
  t.context.stage = await openStage(() => new Date("2026-11-22T10:00:00+08:00"), { packages: [guidePackage] });
});
test.afterEach.always(async (t) => {
  if (!t.passed) await t.context.stage.pictures("failed-centers");
});
test.after.always(async (t) => t.context.stage?.close());

const name = "东城区政务服务中心";
const field = (page: Page, label: string) =>
  page
    .locator(".tb-form")
    .getByLabel(new RegExp(`^\\*?\\s*${label}$`))
    .first();

/** No part of the page sticks out of it sideways, at either width. */
async function fits(page: Page): Promise<boolean> {
  for (const width of [1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) return false;
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return true;
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
  "R-ORG-01 R-ORG-18 R-ORG-28: each clerk gets the form of his level, and is led to what is there",
  async (t) => {
    const { stage } = t.context;
    const street = await stage.signIn("110101001-staff");
    await street.getByRole("link", { name: "管理机构信息" }).click();
    await street.getByRole("button", { name: "新建" }).click();
    await street.getByText("所属镇街主要职责").waitFor();
    t.is(await street.getByText("内设机构信息").count(), 0);
    t.is(await street.getByText("主管区领导信息").count(), 0);
    t.true(await fits(street));
    await picture(street, "centers-01-street-authority");
    const page = await stage.signIn("110101-filler");
    await page.getByRole("link", { name: "管理机构信息" }).click();
    await page.getByRole("button", { name: "新建" }).click();
    await page.getByText("主管区领导信息").waitFor();
    await picture(page, "centers-02-district-authority");
    t.true(await fits(page));
    const client = await stage.app.client("110101-filler");
    const data = { ...body, ...supervisor, name: "东城区政务服务和数据管理局", actualAdministrative: 300 };
    const recordType = "center-authority/centerAuthority";
    const filed = got(await client.post("/records", { recordType, data, submit: true }), 201);
    await page.goto(`${stage.app.url}/records/${filed.id}`);
    await page.getByText("实有人数合计超过核定编制合计").first().waitFor();
    await picture(page, "centers-03-authority-record");
    await page.getByRole("link", { name: "管理机构信息" }).click();
    await page.getByRole("cell", { name: data.name }).first().waitFor();
    await picture(page, "centers-04-authority-list");
    await page.getByRole("button", { name: "新建" }).click();
    await page.getByText("每个部门只填报一次").waitFor();
    await picture(page, "centers-05-already-filed");
    await page.getByRole("button", { name: "打开已有记录" }).click();
    await page.getByRole("heading", { name: data.name, level: 1 }).waitFor();
  },
);

test.serial(
  "R-CTR-03 R-CTR-04 R-CTR-14: a centre is filled in six blocks; figures that differ warn and do not stop",
  async (t) => {
    const { stage } = t.context;
    const page = await stage.signIn("110101-center");
    await page.getByRole("link", { name: "政务中心管理" }).click();
    await page.getByRole("button", { name: "新建" }).click();
    await page.getByText("进驻部门情况").waitFor();
    await choose(page, field(page, "管理机构"), "东城区政务服务和数据管理局");
    await picture(page, "centers-06-new-center");
    const client = await stage.app.client("110101-center");
    const authority = got(await client.get("/records/options?recordType=center-authority/centerAuthority"))[0].value;
    const data = hall(authority, await departmentNear(client), { name, windowCount: 3 });
    const draft = got(await client.post("/records", { recordType: "service-center/serviceCenter", data }), 201);
    await page.goto(`${stage.app.url}/records/${draft.id}/edit`);
    await page.getByText("窗口总数与窗口分布的行数不一致，请核对").first().waitFor();
    await picture(page, "centers-07-warning");
    const windows = page.getByText("窗口分布情况", { exact: true });
    await windows.scrollIntoViewIfNeeded();
    await picture(page, "centers-08-windows");
    await page.getByText("进驻部门情况", { exact: true }).scrollIntoViewIfNeeded();
    await picture(page, "centers-09-departments");
    t.true(await fits(page));
    await page.getByRole("button", { name: "提交", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("有 1 处提醒").waitFor();
    await picture(page, "centers-10-submit");
    await dialog.getByRole("button", { name: /确\s?定|提\s?交/ }).click();
    await page.getByText("审核中").first().waitFor();
  },
);

test.serial("R-CTR-13 R-CTR-15: the reviewer of the district's centre sees the warnings and approves", async (t) => {
  const page = await t.context.stage.signIn("110101-center-reviewer");
  await page.getByRole("cell", { name }).first().click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByText("有 1 处提醒").waitFor();
  t.true(await fits(page));
  await picture(page, "centers-11-review");
  await page.getByRole("tab", { name: "流程" }).click();
  await page.locator(".djs-container").waitFor();
  await picture(page, "centers-12-flow");
  await page.getByRole("button", { name: "通过", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /确\s?定/ })
    .click();
  await page.getByText("已办理：通过").first().waitFor();
  await page.getByRole("link", { name: "正式政务中心" }).first().click();
  await page.getByRole("cell", { name }).first().waitFor();
  await picture(page, "centers-13-official");
});

test.serial("R-GEN-05 R-GEN-06: an item chooses the centre, then one of its windows; neither is typed", async (t) => {
  const { stage } = t.context;
  const page = await stage.signIn("110102001-staff");
  await page.goto(`${stage.app.url}/new/guides/guide`);
  await field(page, "事项").fill("身份证办理");
  await field(page, "办理窗口").click();
  await page.getByText("请先选择“办理大厅”").waitFor();
  await page.keyboard.press("Escape");
  await choose(page, field(page, "办理大厅"), name);
  await choose(page, field(page, "办理窗口"), "A01 市场准入综合窗口");
  await picture(page, "centers-14-window");
  await submit(page);
  await page.getByRole("heading", { name: "身份证办理", level: 1 }).waitFor();
  await page.getByText("A01 市场准入综合窗口").waitFor();
  await picture(page, "centers-15-guide");
  t.pass();
});

test.serial("R-CTR-23 R-CTR-26: the centre is cancelled after a review, and the item says so", async (t) => {
  const { stage } = t.context;
  const page = await stage.signIn("110101-center");
  await page.getByRole("link", { name: "正式政务中心" }).first().click();
  await page.getByRole("cell", { name }).first().click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "取消记录" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("搬迁合并");
  await dialog.getByRole("button", { name: "取消这条记录" }).click();
  await page.getByText("当前环节：区级政务服务中心审核").first().waitFor();
  await picture(page, "centers-16-cancelling");
  const reviewer = await stage.app.client("110101-center-reviewer");
  const [task] = got(await reviewer.get("/tasks?box=todo")).rows;
  got(await reviewer.post(`/tasks/${task.id}/complete`, { outcome: "approve" }));
  const street = await stage.signIn("110102001-staff");
  const client = await stage.app.client("110102001-staff");
  const [guide] = got(await client.post("/lists/guides/guides/query", {})).rows;
  await street.goto(`${stage.app.url}/records/${guide.$id}`);
  await street.getByText("引用的记录已取消，请另选一条").first().waitFor();
  await picture(street, "centers-17-flagged");
  t.pass();
});

test.after("no page complained", (t) => {
  t.deepEqual(t.context.stage?.complaints ?? [], []);
});
