import { connect } from "node:net";
import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

async function refused(method: string, path: string, body?: string, type = "application/json") {
  const client = await app.client("leader");
  const response = await client.send(method, path, {
    ...(body !== undefined && { body }),
    headers: { "Content-Type": type },
  });
  return { status: response.status, type: response.headers.get("Content-Type"), body: await response.json() };
}

test("every refusal is a problem document with a stable code and a Chinese sentence", async (t) => {
  const huge = JSON.stringify({ view: "a", name: "b", query: { x: "y".repeat(11_000_000) } });
  const nested = "[".repeat(100_000) + "]".repeat(100_000);
  const cases: [string, string, number, string, string?, string?][] = [
    ["GET", "/nothing-here", 404, "unknown-route"],
    ["PUT", "/health", 405, "method-not-allowed", "{}"],
    ["POST", "/saved-filters", 400, "unreadable-body", "{"],
    ["POST", "/saved-filters", 400, "unreadable-body", '{"a":1,}'],
    ["POST", "/saved-filters", 400, "bad-request", "{}"],
    ["POST", "/saved-filters", 400, "bad-request", "[]"],
    ["POST", "/saved-filters", 415, "unsupported-media-type", "<a/>", "text/xml"],
    ["POST", "/saved-filters", 415, "unsupported-media-type", "a=b", "application/x-www-form-urlencoded"],
    ["POST", "/saved-filters", 413, "too-large", huge],
    ["POST", "/saved-filters", 400, "bad-value", JSON.stringify({ view: "a", name: "b\u0000", query: {} })],
    ["POST", "/saved-filters", 400, "bad-value", JSON.stringify({ view: "a", name: "c", query: { x: "\u0000" } })],
    ["POST", "/saved-filters", 400, "too-deep", `{"view":"a","name":"d","query":{"x":${nested}}}`],
    ["PUT", "/drafts/new:x", 400, "too-deep", `{"data":${'{"x":'.repeat(5000)}1${"}".repeat(5000)}}`],
    ["POST", "/records", 400, "too-deep", nested],
    ["GET", `/audit?from=${encodeURIComponent("2026-01-01T00:00:00+23:59")}`, 403, "forbidden"],
    ["DELETE", "/saved-filters/abc", 404, "unknown-filter"],
    ["DELETE", "/saved-filters/99999999999999999999", 404, "unknown-filter"],
    ["GET", "/code-lists/a/b", 404, "unknown-code-list"],
    ["GET", "/definitions", 403, "forbidden"],
  ];
  for (const [method, path, status, code, body, type] of cases) {
    const answer = await refused(method, path, body, type);
    const name = `${method} ${path} ${body?.slice(0, 40)}`;
    t.is(answer.status, status, `${name}: ${JSON.stringify(answer.body)}`);
    t.is(answer.type, "application/problem+json; charset=utf-8", name);
    t.is(answer.body.code, code, name);
    t.is(answer.body.status, status, name);
    t.regex(answer.body.detail, /[\u4e00-\u9fff]/, name);
  }
  t.deepEqual(app.logged, [], "none of these is the server's fault");
});

test("an instant that no clock shows is refused, not an error of the server", async (t) => {
  const admin = await app.client("admin");
  for (const offset of ["+23:59", "-23:59", "+16:00"]) {
    const from = encodeURIComponent(`2026-01-01T00:00:00${offset}`);
    for (const path of [`/audit?from=${from}`, `/monitor/overview?from=${from}`]) {
      const { status, body } = await admin.get(path);
      t.deepEqual([status, body.code], [400, "bad-value"], path);
    }
  }
  t.deepEqual(app.logged, []);
});

test("an upload that is no form, is cut off or has too much in it is refused, not an error of the server", async (t) => {
  const part = (head: string, content = "%PDF-1.7") => `--b\r\n${head}\r\n\r\n${content}\r\n`;
  const named = 'Content-Disposition: form-data; name="file"; filename="a.pdf"';
  const bodies = [
    part('Content-Disposition: form-data; name="file"; filename="a\0b.pdf"'),
    part("no header at all"),
    `${part(named).slice(0, -4)}`,
    "--b",
    "",
    `${part('Content-Disposition: form-data; name="x"').repeat(20)}--b--\r\n`,
    `${part(`Content-Disposition: form-data; name="${"x".repeat(500)}"`)}--b--\r\n`,
    `${part('Content-Disposition: form-data; name="x"', "y".repeat(20_000))}--b--\r\n`,
    `${part('Content-Disposition: form-data; name="a[b][c][d][e][f][g]"')}--b--\r\n`,
  ];
  const client = await app.client("leader");
  for (const type of ["multipart/form-data; boundary=b", "multipart/form-data"]) {
    for (const body of bodies) {
      const { status } = await client.send("POST", "/attachments", { body, headers: { "Content-Type": type } });
      t.true(status >= 400 && status < 500, `${status} for ${type} ${JSON.stringify(body.slice(0, 80))}`);
    }
  }
  t.deepEqual(app.logged, []);
});

test("a body's mistakes are told all at once, each with its pointer", async (t) => {
  const { body } = await refused("POST", "/saved-filters", JSON.stringify({ view: 1, query: "x", extra: true }));
  t.deepEqual(body.errors.map((error: { pointer: string }) => error.pointer).sort(), ["", "/name", "/query", "/view"]);
});

test("a path that is no text is refused, not an error of the server", async (t) => {
  const { port } = new URL(app.url);
  const raw = (line: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("end", () => resolve(text));
      socket.on("error", reject);
    });
  for (const path of [
    "/api/definitions/%E0%A4%A",
    "/%E0%A4%A",
    "/../../etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%00",
  ]) {
    const answer = await raw(`GET ${path} HTTP/1.1`);
    t.regex(answer, /^HTTP\/1\.1 4\d\d /, path);
    t.notRegex(answer, /root:/, path);
  }
});

test("what nobody foresaw becomes a 500 with an id that the log also has, and no detail of it", async (t) => {
  const broken = await startTestApp();
  t.teardown(() => broken.close());
  const client = await broken.client("leader");
  await broken.db.owner.raw("drop table saved_filter");
  const { status, body } = await client.get("/saved-filters");
  t.is(status, 500);
  t.notRegex(JSON.stringify(body), /saved_filter|relation|select/);
  t.true(broken.logged.some((line) => line.includes(body.id) && line.includes("saved_filter")));
});
