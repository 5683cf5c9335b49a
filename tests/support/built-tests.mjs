import { existsSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

/**
 * What ava's processes load first. Under `npm test` (TEST_BUNDLE) a test file is taken from its bundle (see `bundle.ts`);
 * without it (`npx ava tests/some.test.ts`) from its source, through tsx.
 */
const sources = new URL("../", import.meta.url).href;
const bundles = new URL("../../.build/tests/", import.meta.url).href;

if (isMainThread) {
  if (process.env.TEST_BUNDLE) register(import.meta.url);
  else await import("tsx");
}

/** Node's hook: the address of a test file's bundle in place of its own. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith(sources) && specifier.endsWith(".test.ts")) {
    const url = `${bundles + specifier.slice(sources.length, -".ts".length)}.js`;
    if (!existsSync(fileURLToPath(url))) throw new Error(`${url} is missing: it was not bundled.`);
    return { url, format: "module", shortCircuit: true };
  }
  return next(specifier, context);
}
