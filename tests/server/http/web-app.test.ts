import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
const root = mkdtempSync(join(tmpdir(), "tianbao-web-"));
test.before(async () => {
  mkdirSync(join(root, "web/assets"), { recursive: true });
  writeFileSync(join(root, "web/index.html"), "<html>app</html>");
  writeFileSync(join(root, "web/assets/main-abc.js"), "run()");
  writeFileSync(join(root, "secret.txt"), "secret");
  app = await startTestApp({ webRoot: join(root, "web") });
});
test.after.always(async () => {
  await app?.close();
  rmSync(root, { recursive: true, force: true });
});

test("files are served with their type, hashed ones for ever, and every screen's address gets the app", async (t) => {
  const script = await fetch(`${app.url}/assets/main-abc.js`);
  t.is(await script.text(), "run()");
  t.regex(script.headers.get("Content-Type") ?? "", /javascript/);
  t.regex(script.headers.get("Cache-Control") ?? "", /immutable/);
  for (const path of ["/", "/records/123", "/lists/key-work/entries?x=1"]) {
    const page = await fetch(app.url + path);
    t.is(await page.text(), "<html>app</html>", path);
    t.is(page.headers.get("Cache-Control"), "no-cache");
  }
});

test("a missing file is a 404, not the app; nothing outside the folder is served", async (t) => {
  for (const path of ["/assets/gone.js", "/favicon.ico", "/..%2fsecret.txt", "/assets/..%2f..%2f..%2fsecret.txt"]) {
    const response = await fetch(app.url + path);
    t.is(response.status, 404, path);
    t.notRegex(await response.text(), /^secret/, path);
  }
  t.is((await fetch(`${app.url}/`, { method: "POST" })).status, 405);
});

test("pages may run only our own scripts and sit in no foreign frame", async (t) => {
  const { headers } = await fetch(app.url);
  const policy = headers.get("Content-Security-Policy") ?? "";
  t.regex(policy, /script-src 'self';/);
  t.regex(policy, /script-src-attr 'none'/);
  t.regex(policy, /frame-ancestors 'none'/);
  t.is(headers.get("X-Content-Type-Options"), "nosniff");
  t.is(headers.get("Strict-Transport-Security"), null, "not over plain http");
});
