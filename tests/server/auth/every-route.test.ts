import Router from "@koa/router";
import test from "ava";
import type { RequestState } from "../../../server/http/state.ts";
import { routes } from "../../../server/routes/index.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

/** What a stranger may call: whether it is ready, sign in, sign out, and the lists that definitions open to everybody. */
const open = new Set([
  ...["GET /health", "POST /session", "DELETE /session"],
  ...["GET", "OPTIONS"].flatMap((method) => [`${method} /public`, `${method} /public/:package/:view`]),
]);

function everyRoute(): { method: string; path: string }[] {
  const router = new Router<RequestState>();
  for (const { register } of routes) register(router, app.ctx);
  return router.stack.flatMap(({ methods, path }) =>
    methods.filter((method) => method !== "HEAD").map((method) => ({ method, path: String(path) })),
  );
}

test("no route but those of signing in and of open lists answers a stranger", async (t) => {
  const found = everyRoute().filter(({ method, path }) => !open.has(`${method} ${path}`));
  t.true(found.length > 40);
  const stranger = await app.client();
  for (const { method, path } of found) {
    const address = path.replaceAll(/:\w+/g, "00000000-0000-7000-8000-000000000000");
    const { status, body } = await stranger.request(method, address, method === "GET" ? undefined : {});
    t.is(status, 401, `${method} ${path}: ${JSON.stringify(body)}`);
  }
});

test("no route breaks on a request that means nothing, whoever sends it", async (t) => {
  const client = await app.client("admin");
  const tries: [string, unknown][] = [
    ["0", {}],
    ["%27%20or%201=1--", { a: null }],
    ["00000000-0000-7000-8000-000000000000", []],
    ["9".repeat(40), { id: "\u0000", data: {}, files: {}, ids: ["x"] }],
  ];
  for (const { method, path } of everyRoute()) {
    if (path.startsWith("/session")) continue;
    for (const [value, body] of tries) {
      const address = `${path.replaceAll(/:\w+/g, value)}${method === "GET" ? "?limit=x&offset=-1&q=%00" : ""}`;
      const answer = await client.request(method, address, method === "GET" ? undefined : body);
      t.true(answer.status < 500, `${method} ${address}: ${JSON.stringify(answer.body)}`);
    }
  }
  t.deepEqual(app.logged, []);
});
