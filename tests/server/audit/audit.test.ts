import test from "ava";
import { demoPassword } from "../../../server/organization/seed-accounts.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

test("sign-in, refusal and write each leave a row with who, where from and the result", async (t) => {
  const admin = await app.client("admin");
  const person = await app.client();
  await person.signIn("110101-filler", "wrong");
  await person.signIn("110101-filler", demoPassword);
  await person.get("/definitions");
  await person.post("/saved-filters", { view: "a/b", name: "mine", query: {} });
  await person.delete("/session");

  const { body } = await admin.get("/audit?login=110101-filler&limit=10");
  t.deepEqual(body.map((row: { action: string; result: string }) => [row.action, row.result]).reverse(), [
    ["session.refuse", "denied"],
    ["session.open", "ok"],
    ["request.denied", "denied"],
    ["saved-filter.save", "ok"],
    ["session.close", "ok"],
  ]);
  t.is(body[0].account.name, "东城区填报");
  t.is(body[0].unitName, "东城区政务局");
  t.regex(body[0].ip, /127\.0\.0\.1/);
  const denied = await admin.get("/audit?result=denied&action=request.");
  t.true(denied.body.every((row: { action: string }) => row.action === "request.denied"));
  t.deepEqual((await admin.get("/audit?from=2999-01-01T00:00:00Z")).body, []);
});

test("the trail holds no password and is read only by who may", async (t) => {
  const officer = await app.client("city-officer");
  t.is((await officer.get("/audit")).status, 403);
  await officer.post("/session/password", { current: demoPassword, next: "Secret-pass-9" });
  const { rows } = await app.db.owner.raw("select * from audit_log");
  t.notRegex(JSON.stringify(rows), /Secret-pass-9|Tianbao@2026|argon2/);
});

test("a write that fails leaves no row that says it happened", async (t) => {
  const admin = await app.client("admin");
  const before = await admin.get("/audit?action=account.create");
  await admin.post("/accounts", { login: "x1", name: "甲", unitId: 999_999, roles: [] });
  t.deepEqual((await admin.get("/audit?action=account.create")).body, before.body);
});
