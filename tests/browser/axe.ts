import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe answers, as far as it is told here. */
interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** Movements that end: axe would take the colours of a half-faded button for its own. */
const settled = () =>
  document
    .getAnimations()
    .every(({ playState, effect }) => playState !== "running" || effect?.getTiming().iterations === Infinity);

/** What keeps a page from WCAG 2.1 AA, one line per element; empty when nothing does. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.waitForFunction(settled);
  await page.evaluate(source);
  const violations = (await page.evaluate(
    `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes })))`,
  )) as Violation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id} ${target.join(" ")} ${failureSummary.replace(/\s+/g, " ")}`),
  );
}
