import test from "ava";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../chromium.ts";
import { type PageServer, servePage } from "../page-server.ts";

let server: PageServer;
let browser: Browser;

test.before(async (t) => {
  t.timeout(240_000);
  server = await servePage(new URL("./page/", import.meta.url));
  browser = await launchChromium();
});

test.after.always(async () => {
  await browser?.close();
  await server?.close();
});

async function open(query = ""): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}/${query}`);
  await page.getByText("推进措施").first().waitFor();
  return page;
}

type Data = Record<string, unknown> & { rows: Record<string, unknown>[] };

const dataOf = (page: Page) => page.evaluate("window.form.current.getData()") as Promise<Data>;
const cell = (page: Page, row: number, name: string) => page.locator(`[id="form/rows/${row}/${name}"]`);
/** Waits until the control of that id has the focus. */
const focused = (page: Page, id: string) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
const submit = (page: Page) => page.getByRole("button", { name: /提\s*交/ }).click();

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", content);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

async function fillRequired(page: Page): Promise<void> {
  await page.getByLabel("完成情况").click();
  await page.getByTitle("已完成").click();
  await page.getByLabel("完成数量").fill("１,２００");
  await page.getByLabel("所属月份").click();
  await page.getByLabel("所属月份").fill("2026年3月");
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "是", exact: true }).check();
  await page.getByLabel("推进措施").fill("已召开调度会");
  await page.getByLabel("联系电话").fill("010-12345678");
}

test.serial(
  "an empty form is refused field by field, the summary leads to the field, and nothing is submitted",
  async (t) => {
    const page = await open();
    await submit(page);
    const summary = page.locator(".tb-summary");
    t.regex(await summary.innerText(), /有 6 处需要修改[\s\S]*完成情况：请选择完成情况[\s\S]*联系电话：请填写联系电话/);
    await focused(page, "form/status");
    await summary.getByRole("button", { name: /联系电话/ }).click();
    await focused(page, "form/phone");
    t.is(await page.evaluate("window.submitted"), undefined);
    await page.context().close();
  },
);

test.serial("a field is checked when it is left, not before, and by itself", async (t) => {
  const page = await open();
  const phone = page.getByLabel("联系电话");
  await phone.pressSequentially("123");
  t.is(await page.locator(".tb-error", { hasText: "应为手机号" }).count(), 0);
  await phone.blur();
  await page.getByText("应为手机号").waitFor();
  t.is(await page.getByText("请填写完成数量").count(), 0);
  t.is(await phone.getAttribute("aria-invalid"), "true");
  const described = (await phone.getAttribute("aria-describedby")) ?? "";
  t.is(
    await page.evaluate((id) => document.getElementById(id)?.textContent, described),
    "应为手机号（11 位）或带区号的座机号，如 010-12345678",
  );
  await phone.fill("13800138000");
  await page.getByText("应为手机号").waitFor({ state: "detached" });
  t.is(await phone.getAttribute("aria-invalid"), null);
  await page.context().close();
});

test.serial(
  "a filled form is submitted with typed values, computed fields and what the form no longer knows",
  async (t) => {
    const page = await open();
    await fillRequired(page);
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "照片.png", mimeType: "image/png", buffer: Buffer.from("png") });
    await page.getByRole("link", { name: /照片\.png/ }).waitFor();
    await submit(page);
    await page.waitForFunction("window.submitted");
    const submitted = (await page.evaluate("window.submitted")) as Data;
    t.like(submitted, {
      status: "o1",
      quantity: 1200,
      month: "2026-03",
      publicised: true,
      measures: "已召开调度会",
      phone: "010-12345678",
      unit: "u1",
      total: 4.5,
      oldField: "往年口径",
      files: [{ id: "up-照片.png", name: "照片.png", size: 3, mediaType: "image/png" }],
    });
    await page.context().close();
  },
);

test.serial("text typed a moment ago is in the data at once", async (t) => {
  const page = await open();
  await page.getByLabel("推进措施").pressSequentially("刚输入");
  t.is((await dataOf(page)).measures, "刚输入");
  await page.context().close();
});

test.serial("cells are filled from Excel: kinds converted, rows added, what does not fit counted", async (t) => {
  const page = await open();
  await cell(page, 1, "content").click();
  await paste(page, '社区改造\t推进中\t1,200\t2.5\t\t2026/3/5\r\n"两行\n文字"\t已完成\t三\t1\t\t2026年12月31日\r\n');
  await page.getByText("已粘贴 2 行，有 1 格内容不合要求，未填入").waitFor();
  const { rows, total } = await dataOf(page);
  t.is(rows.length, 3);
  t.like(rows[1], {
    id: "r1",
    content: "社区改造",
    status: "o2",
    count: 1200,
    price: 2.5,
    amount: 3000,
    due: "2026-03-05",
  });
  t.like(rows[2], { content: "两行\n文字", status: "o3", price: 1, due: "2026-12-31" });
  t.is(rows[2]?.count, undefined);
  t.is(total, 3001.5);
  await page.context().close();
});

test.serial("the keyboard walks the cells, and Enter below the last row adds one", async (t) => {
  const page = await open();
  await cell(page, 0, "count").fill("7");
  await page.keyboard.press("Enter");
  await focused(page, "form/rows/1/count");
  await page.keyboard.press("ArrowUp");
  await focused(page, "form/rows/0/count");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await focused(page, "form/rows/0/price");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await focused(page, "form/rows/2/price");
  await page.keyboard.type("2");
  const { rows } = await dataOf(page);
  t.is(rows[0]?.count, 7);
  t.is(rows[2]?.price, 2);
  t.truthy(rows[2]?.id);
  await page.context().close();
});

test.serial("a cell of another kind opens its control in place", async (t) => {
  const page = await open();
  await cell(page, 0, "due").click();
  await page.locator('input[id="form/rows/0/due"]').fill("2026-05-01");
  await page.keyboard.press("Enter");
  await cell(page, 0, "content").click();
  await page.getByRole("button", { name: "第 1 行 完成日期：2026年5月1日" }).waitFor();
  t.is((await dataOf(page)).rows[0]?.due, "2026-05-01");
  await page.context().close();
});

test.serial("a table of 2,000 rows keeps what is typed in a row that is scrolled away", async (t) => {
  const page = await open("?rows=2000");
  await cell(page, 0, "content").fill("滚走也在");
  await page.locator(".tb-scroll").evaluate((box) => box.scrollTo(0, 60_000));
  await cell(page, 0, "content").waitFor({ state: "detached" });
  t.is((await dataOf(page)).rows[0]?.content, "滚走也在");
  await page.context().close();
});

test.serial("sections, conditions and lists beyond a field table are filled and checked", async (t) => {
  const page = await open("?nested");
  t.is(await page.getByText("其他说明").count(), 0);
  await page.getByRole("radio", { name: "其他" }).check();
  await page.locator('[id="form/reason"]').waitFor();
  await page.locator('[id="form/person/name"]').fill("张三");
  await page.getByRole("group", { name: "标签" }).getByRole("button", { name: "添加一项" }).click();
  await page.locator('[id="form/tags/0"]').fill("急");
  await submit(page);
  const summary = await page.locator(".tb-summary").innerText();
  t.true(summary.includes("其他说明：请填写其他说明"), summary);
  t.false(summary.includes("姓名"), summary);
  await page.locator('[id="form/reason"]').fill("调研");
  await page.locator('[id="form/steps/0/title"]').fill("摸底");
  await page.locator('[id="form/steps/0/owner/name"]').fill("李四");
  await submit(page);
  await page.waitForFunction("window.submitted");
  t.deepEqual(await page.evaluate("window.submitted"), {
    kind: "other",
    person: { name: "张三" },
    reason: "调研",
    steps: [{ title: "摸底", owner: { name: "李四" } }],
    tags: ["急"],
  });
  await page.context().close();
});

test.serial("rows are copied, moved and deleted, each with an id of its own", async (t) => {
  const page = await open();
  await page.getByRole("button", { name: "复制本行（第 1 行）" }).click();
  await page.getByRole("button", { name: "下移（第 2 行）" }).click();
  await page.getByRole("button", { name: "删除本行（第 1 行）" }).click();
  const { rows } = await dataOf(page);
  t.deepEqual(
    rows.map(({ content }) => content),
    ["事项 2", "事项 1"],
  );
  t.is(new Set(rows.map(({ id }) => id)).size, 2);
  t.false(rows.some(({ id }) => id === "r0"));
  await page.context().close();
});

test.serial("an error in a row out of view is reached from the summary", async (t) => {
  const page = await open("?rows=150");
  t.true((await page.locator(".tb-subtable tbody tr").count()) < 60);
  await page.evaluate(
    'window.form.current.setServerErrors([{pointer: "/rows/120/content", keyword: "rule", message: "与上月重复", title: "推进内容 › 第 121 行 › 推进事项"}])',
  );
  await page.getByRole("button", { name: /第 121 行 › 推进事项：与上月重复/ }).click();
  await focused(page, "form/rows/120/content");
  t.is(await cell(page, 120, "content").getAttribute("aria-invalid"), "true");
  await page.context().close();
});

test.serial("rights decide what is read, hidden and required", async (t) => {
  const page = await open("?rights");
  t.is(await page.locator('[id="form/status"]').evaluate((element) => element.tagName), "OUTPUT");
  t.is(await page.getByText("投入资金").count(), 0);
  await submit(page);
  const summary = await page.locator(".tb-summary").innerText();
  t.true(summary.includes("请填写统一社会信用代码"));
  t.false(summary.includes("请选择完成情况"));
  await page.context().close();
});

test.serial("every control has a name, every description exists and required ones say so", async (t) => {
  const page = await open();
  await submit(page);
  const faults = (await page.evaluate("window.audit()")) as string[];
  t.deepEqual(faults, []);
  for (const name of ["status", "quantity", "month", "measures", "phone"]) {
    const control = page.locator(`[id="form/${name}"]`);
    t.is(await control.getAttribute("aria-required"), "true", name);
    t.is(await control.getAttribute("aria-invalid"), "true", name);
  }
  t.deepEqual(await page.locator("legend").allInnerTexts(), ["完成情况", "推进情况", "填报人", "历史字段"]);
  t.is(await page.evaluate("document.documentElement.lang"), "zh-CN");
  await page.context().close();
});

test.serial("the view is a description of the record without any input", async (t) => {
  const page = await open("?view");
  t.is(await page.locator("input, select, textarea").count(), 0);
  const text = await page.locator(".tb-view").innerText();
  for (const shown of [
    "已完成",
    "12,345 件",
    "2026年3月",
    "政府网站、大厅公告",
    "东城区政务服务局",
    "2026年1月1日 至 2026年3月31日",
    "历史字段",
    "往年口径",
  ]) {
    t.true(text.includes(shown), shown);
  }
  t.is(await page.getByRole("link", { name: /扫描件\.pdf/ }).getAttribute("href"), "/attachments/a");
  await page.context().close();
});
