import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { demoPassword } from "../../../server/organization/seed-accounts.ts";
import { projectRoot } from "../../../server/project-root.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../../support/app.ts";
import { axeFaults } from "../axe.ts";
import { launchChromium } from "../chromium.ts";

/** The delivered product with its job worker, and a Chromium in which people sign in. */
export interface Stage {
  app: TestApp;
  /** A window of its own for a login; the same person's windows share nothing. */
  signIn(login: string): Promise<Page>;
  /** Has axe look at a page; what it finds wrong is kept in `faults`. */
  audit(page: Page, name: string): Promise<void>;
  faults: string[];
  /** What pages threw or wrote to their consoles as errors. */
  complaints: string[];
  /** Pictures of every open page, for looking at a failure. */
  pictures(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Boots the product at a moment, with other packages beside or instead of the shipped ones; its pages are those `npm run build` made. */
export async function openStage(
  now: () => Date,
  { packages, shipped = true }: Pick<TestAppOptions, "packages" | "shipped"> = {},
): Promise<Stage> {
  const webRoot = join(projectRoot(), ".build/web");
  if (!existsSync(join(webRoot, "index.html"))) throw new Error("the pages are not built: npm run build");
  const app = await startTestApp({ packages: packages ?? [], shipped, working: true, webRoot, now });
  const browser: Browser = await launchChromium();
  const complaints: string[] = [];
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    app,
    complaints,
    faults,
    async audit(page, name) {
      faults.push(...(await axeFaults(page)).map((fault) => `${name}: ${fault}`));
    },
    async signIn(login) {
      const context = await browser.newContext({
        reducedMotion: "reduce",
        locale: "zh-CN",
        viewport: { width: 1280, height: 800 },
        acceptDownloads: true,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.clock.setFixedTime(now());
      listen(page, complaints);
      await page.goto(app.url);
      await page.getByRole("textbox", { name: "账号" }).fill(login);
      await page.locator("input[type=password]").fill(demoPassword);
      await page.getByRole("button", { name: "登录" }).click();
      await page.getByRole("navigation", { name: "主菜单" }).waitFor();
      return page;
    },
    async pictures(name) {
      const pages = contexts.flatMap((context) => context.pages());
      for (const [at, page] of pages.entries()) await picture(page, `${name}-${at}`);
    },
    async close() {
      await browser.close();
      await app.close();
    },
  };
}

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const refused = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !refused) complaints.push(message.text());
  });
}

/** Keeps a picture of the page in the folder SCREENSHOTS names; does nothing without it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.waitForTimeout(600);
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Picks an entry of an antd select that has been opened by a click. */
export async function choose(page: Page, select: Locator, option: string): Promise<void> {
  await select.click();
  await page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}
