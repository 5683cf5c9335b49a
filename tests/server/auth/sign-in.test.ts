import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

test("a session says who one is and which roles and unit one has", async (t) => {
  const client = await app.client("110101-filler");
  const { status, body } = await client.get("/session");
  t.is(status, 200);
  t.is(body.account.login, "110101-filler");
  t.is(body.unit.divisionName, "东城区");
  t.deepEqual(body.roles, [{ key: "district-filler", title: "区级填报" }]);
  t.is(body.csrfToken, client.csrfToken);
});
