import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bundleTests } from "./bundle.ts";
import { startTemporary } from "./temporary-server.ts";

/** `npm test`: ava with one PostgreSQL for all its processes - DATABASE_URL's, or an embedded one for this run. */
const ava = join(dirname(createRequire(import.meta.url).resolve("ava")), "cli.mjs");

function runAva(url: string): Promise<number> {
  const child = spawn(process.execPath, [ava, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, TEST_DATABASE_URL: url, TEST_BUNDLE: "1" },
  });
  // A terminal sends Ctrl-C to ava as well; a plain kill reaches only us.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

await bundleTests();
const given = process.env.DATABASE_URL;
if (given) {
  process.exitCode = await runAva(given);
} else {
  const server = await startTemporary();
  try {
    process.exitCode = await runAva(server.url);
  } finally {
    await server.stop();
  }
}
