import anyTest, { type TestFn } from "ava";
import type { Page } from "playwright-core";
import { openStage, type Stage } from "./stage.ts";

const test = anyTest as TestFn<{ stage: Stage }>;

test.before(async (t) => {
  t.timeout(240_000);
  t.context.stage = await openStage(() => new Date("2026-11-22T10:00:00+08:00"));
});
test.afterEach.always(async (t) => {
  if (!t.passed) await t.context.stage.pictures("failed-pages");
});
test.after.always(async (t) => t.context.stage?.close());

/** A4 across at 96 dots an inch, less the margins. */
const sheet = { width: 1030, height: 700 };

/** How far the page sticks out of its window sideways, in pixels. */
const excess = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Widths at which the page sticks out, and whether it sticks out of a sheet of paper. */
async function misfits(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1920, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if ((await excess(page)) > 0) found.push(`${width}`);
  }
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(sheet);
  if ((await excess(page)) > 0) found.push("paper");
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

/** Whatever is still loading has arrived. */
async function arrived(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector(".ant-spin-spinning, .page-loading, .ant-skeleton") === null);
}

for (const login of ["city-officer", "110101-filler", "110101001-staff"]) {
  test.serial(`every page of the menu of ${login} is WCAG AA, fits both screens and a sheet of paper`, async (t) => {
    t.timeout(300_000);
    const { stage } = t.context;
    const page = await stage.signIn(login);
    const links = page.getByRole("navigation", { name: "主菜单" }).getByRole("link");
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    t.true(addresses.length > 6);
    for (const address of addresses) {
      await page.goto(stage.app.url + address);
      await arrived(page);
      await stage.audit(page, address);
      t.deepEqual(await misfits(page), [], address);
    }
    t.deepEqual(stage.faults.splice(0), []);
  });
}

test.serial("every tab of the administration is WCAG AA and fits", async (t) => {
  const { stage } = t.context;
  const page = await stage.signIn("admin");
  await page.getByRole("link", { name: "系统管理" }).click();
  await arrived(page);
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await arrived(page);
    const name = await tab.innerText();
    await stage.audit(page, name);
    t.deepEqual(await misfits(page), [], name);
  }
  t.deepEqual(stage.faults.splice(0), []);
});

test.serial("a new record of each kind can be filled by whoever hears or types only", async (t) => {
  const { stage } = t.context;
  for (const [login, type] of [
    ["city-officer", "service-rating/rating"],
    ["110101-filler", "service-rating/rating"],
    ["110101-filler", "unresolved-case/case"],
    ["110101-filler", "center-authority/centerAuthority"],
    ["110101-center", "service-center/serviceCenter"],
  ] as const) {
    const page = await stage.signIn(login);
    await page.goto(`${stage.app.url}/new/${type}`);
    await page.locator(".tb-form").waitFor();
    await stage.audit(page, `${login} ${type}`);
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText(/^有 \d+ 处需要修改，点击可跳到对应位置/).waitFor();
    // The first field that is wrong has the focus, and says what is wrong with it.
    const described = await page.evaluate(() => {
      const ids = document.activeElement?.getAttribute("aria-describedby")?.split(" ") ?? [];
      return ids.map((id) => document.getElementById(id)?.textContent).join("");
    });
    t.regex(described, /请(填写|选择)/, `${login} ${type}`);
    await stage.audit(page, `${login} ${type}, refused`);
  }
  t.deepEqual(stage.faults.splice(0), []);
});

test.serial(
  "the keyboard goes on where the eye does: into a new page, into a dialog, and back out of it",
  async (t) => {
    const { stage } = t.context;
    const page = await stage.signIn("city-officer");
    const focused = (selector: string) => page.waitForFunction((at) => document.activeElement?.matches(at), selector);
    await page.getByRole("link", { name: "来源渠道维护" }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "来源渠道维护" }).waitFor();
    await focused("main");
    const add = page.getByRole("button", { name: "新增" });
    await add.press("Enter");
    await focused(".ant-modal-body input");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("新增"));
    await page.goto(`${stage.app.url}/lists/service-rating/pending`);
    await page.getByRole("button", { name: "新建" }).press("Enter");
    await page.locator(".tb-form").waitFor();
    await focused("main");
    await page.keyboard.press("Tab");
    t.true(await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement) ?? false));
  },
);

test.after("no page complained", (t) => {
  t.deepEqual(t.context.stage?.complaints ?? [], []);
});
