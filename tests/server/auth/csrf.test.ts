import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

const filter = { view: "notes/notes", name: "mine", query: {} };

test("a write without the session's CSRF token is refused, whatever the route", async (t) => {
  const { cookie } = await app.client("leader");
  for (const [method, path] of [
    ["POST", "/saved-filters"],
    ["DELETE", "/saved-filters/1"],
    ["PUT", "/accounts/1"],
    ["DELETE", "/session"],
    ["POST", "/no-such-route"],
  ] as const) {
    for (const token of [undefined, "", "wrong", "x".repeat(43)]) {
      const headers = { Cookie: cookie, "Content-Type": "application/json", ...(token && { "X-CSRF-Token": token }) };
      const body = method === "DELETE" ? {} : { body: JSON.stringify(filter) };
      const response = await fetch(`${app.url}/api${path}`, { method, headers, ...body });
      t.is(response.status, 403, `${method} ${path} ${token}`);
      t.is((await response.json()).code, "csrf");
    }
  }
});

test("a write from another site is refused even with the token, one from here passes", async (t) => {
  const client = await app.client("leader");
  for (const origin of ["https://evil.example", "null", `${app.url}.evil.example`]) {
    const { status, body } = await client.request("POST", "/saved-filters", filter, { Origin: origin });
    t.is(status, 403, origin);
    t.is(body.code, "foreign-origin");
  }
  t.is((await client.request("POST", "/saved-filters", filter, { Origin: app.url })).status, 201);
});

test("signing in needs JSON from this site, so that no form elsewhere can do it", async (t) => {
  const stranger = await app.client();
  const form = await stranger.send("POST", "/session", {
    body: "login=leader&password=x",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  t.is(form.status, 415);
  const elsewhere = await stranger.request(
    "POST",
    "/session",
    { login: "a", password: "b" },
    { Origin: "http://x.example" },
  );
  t.is(elsewhere.status, 403);
});
