import test from "ava";
import { createApp } from "../../../server/app.ts";
import { demoPassword } from "../../../server/organization/seed-accounts.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

test("where the demo is on, strangers are told one account of each kind, and each of them can sign in", async (t) => {
  const { status, body } = await (await app.client()).get("/health");
  t.is(status, 200);
  t.like(body, { status: "ok", demo: true, password: demoPassword });
  t.deepEqual(body.accounts.slice(-2), [
    { login: "110101-reviewer", name: "东城区审核" },
    { login: "110101001-staff", name: "东华门街道人员" },
  ]);
  for (const { login } of body.accounts) t.is((await (await app.client()).signIn(login, body.password)).status, 200);
});

test("where it is off, nothing but that the server is well", async (t) => {
  const { demo: _, ...rest } = app.ctx;
  const server = createApp(rest).listen(0, "127.0.0.1");
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) return t.fail("no address");
  const answer = await fetch(`http://127.0.0.1:${address.port}/api/health`);
  t.deepEqual(await answer.json(), { status: "ok" });
});
