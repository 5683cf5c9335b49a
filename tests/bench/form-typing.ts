import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../browser/chromium.ts";
import { servePage } from "../browser/page-server.ts";
import type { Figure } from "./figure.ts";

const text = "the quick brown fox jumps";
const rounds = 3;

async function scriptClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN;
  };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Script time per key in ms, committing and checking included: all that runs from the first key until the form is quiet. */
async function perKey(page: Page, target: string): Promise<number> {
  const input = page.locator(target);
  const scriptSeconds = await scriptClock(page);
  await input.click();
  await page.keyboard.press("x");
  await page.waitForTimeout(1000);
  const before = await scriptSeconds();
  for (const key of text) {
    await page.keyboard.press(key === " " ? "Space" : key);
    await page.waitForTimeout(60);
  }
  await input.blur();
  await page.waitForTimeout(1000);
  const spent = (await scriptSeconds()) - before;
  const data = (await page.evaluate("JSON.stringify(window.data)")) as string;
  if (!data.includes(text)) throw new Error(`typed text did not arrive in the data of ${page.url()}`);
  return (spent * 1000) / text.length;
}

async function measure(browser: Browser, url: string, target: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(url);
  await page.locator(target).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
  const result = await perKey(page, target);
  await page.close();
  return result;
}

async function compare(
  name: string,
  browser: Browser,
  ours: [string, string],
  floor: [string, string],
): Promise<Figure> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    values.push(await measure(browser, ...ours));
    floors.push(await measure(browser, ...floor));
  }
  const [value, floorValue] = [median(values), median(floors)];
  return { name, value, unit: "ms/key", floor: floorValue, ratio: value / floorValue };
}

/**
 * Typing in production builds in Chromium: a 200-field form with a 50 x 8 sub-table against stock @rjsf/antd
 * controlled, and a cell of a 2,000-row sub-table against the same cell among 20 rows.
 */
export async function formTyping(): Promise<Figure[]> {
  const server = await servePage(new URL("./pages/form-typing/", import.meta.url), ["ours.html", "stock.html"]);
  const browser = await launchChromium();
  const [field, cell] = ['[id="form/field100"]', '[id="form/rows/3/column0"]'];
  try {
    const ours = `${server.url}/ours.html`;
    return [
      await compare("form-typing-200-fields", browser, [ours, field], [`${server.url}/stock.html`, "#root_field100"]),
      await compare("form-typing-2000-rows", browser, [`${ours}?rows=2000`, cell], [`${ours}?rows=20`, cell]),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
