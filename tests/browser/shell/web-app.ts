import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { demoPassword } from "../../../server/organization/seed-accounts.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { notesPackage } from "../../support/notes-package.ts";
import { launchChromium } from "../chromium.ts";

const text = (content: unknown): string => JSON.stringify(content);

const views = text({
  lists: [
    {
      ...{ key: "notes", title: "记录", recordType: "note", search: ["title"] },
      columns: [{ field: "title" }, { field: "color" }, { field: "$status" }, { field: "$unit" }],
      filters: [{ field: "color" }, { field: "$status" }],
      sort: [{ field: "$createdAt", order: "desc" }],
    },
  ],
});

/** The built pages on a real application, and a browser to look at them with. */
export interface WebApp extends TestApp {
  browser: Browser;
  /** A browser window of its own in which the login has signed in. */
  signIn(login: string, path?: string): Promise<Page>;
  /** What pages wrote to their consoles as errors, and what they threw. */
  complaints: string[];
}

async function buildWeb(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "tianbao-web-"));
  const configFile = fileURLToPath(new URL("../../../renderer/vite.config.ts", import.meta.url));
  await build({ configFile, logLevel: "error", build: { outDir, emptyOutDir: true, minify: false } });
  return outDir;
}

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // Chromium reports every refused request; what matters is what the page makes of it.
    const refused = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !refused) complaints.push(message.text());
  });
}

/** Boots everything; call `close` in `test.after.always`. */
export async function startWebApp(): Promise<WebApp> {
  const webRoot = await buildWeb();
  const app = await startTestApp({ packages: [notesPackage({ "views.json": views })], webRoot });
  const browser = await launchChromium();
  const complaints: string[] = [];
  return {
    ...app,
    browser,
    complaints,
    async signIn(login, path = "/") {
      const context = await browser.newContext({
        reducedMotion: "reduce",
        locale: "zh-CN",
        viewport: { width: 1280, height: 800 },
      });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      listen(page, complaints);
      await page.goto(app.url + path);
      await page.getByRole("textbox", { name: "账号" }).fill(login);
      await page.locator("input[type=password]").fill(demoPassword);
      await page.getByRole("button", { name: "登录" }).click();
      await page.getByRole("navigation", { name: "主菜单" }).waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await app.close();
      await rm(webRoot, { recursive: true, force: true });
    },
  };
}
