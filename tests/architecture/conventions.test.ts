import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { generateTypes } from "../../server/cli/generate-types.ts";
import { newOf, ROOT, sourcesOf, undocumentedExports } from "./sources.ts";

test("the top level holds the agreed rooms and nothing else", (t) => {
  const allowed = new Set([
    ...["engine", "definitions", "renderer", "server", "migrations", "tests"],
    ...["package.json", "package-lock.json", "tsconfig.json", "README.md", "LICENSE", "node_modules", "coverage"],
  ]);
  t.deepEqual(
    readdirSync(ROOT).filter((name) => !name.startsWith(".") && !allowed.has(name)),
    [],
  );
});

test("no room knows a shipped definition by name", (t) => {
  const names = readdirSync(join(ROOT, "definitions")).filter((name) => !name.startsWith("_"));
  t.true(names.length > 0);
  const named = new RegExp(`["'\`/](${names.join("|")})["'\`/]`);
  t.deepEqual(
    sourcesOf("engine", "server", "renderer")
      .filter(({ text }) => named.test(text))
      .map(({ path }) => path),
    [],
  );
});

test("definitions hold data only", (t) => {
  const files = readdirSync(join(ROOT, "definitions"), { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  );
  t.deepEqual(
    files.filter((file) => !/\.(json|bpmn|dmn|md)$/.test(file.name)).map((file) => file.name),
    [],
  );
});

test("every export of engine and server has a sentence", (t) => {
  const found = sourcesOf("engine", "server").flatMap((source) =>
    undocumentedExports(source).map((line) => `${source.path}: ${line}`),
  );
  t.deepEqual(found, []);
});

test("whatever the server refuses, it says in Chinese", (t) => {
  const refusals = sourcesOf("server").flatMap((source) =>
    newOf("AppError", source).map((words) => ({ path: source.path, words })),
  );
  t.true(refusals.length > 50);
  const foreign = refusals.filter(
    ({ words: [, , detail] }) => /^["'`]/.test(detail ?? "") && !/[\u3000-\u9fff]/.test(detail ?? ""),
  );
  t.deepEqual(foreign, []);
});

test("types generated from the meta-schemas are up to date", async (t) => {
  for (const [name, expected] of await generateTypes()) {
    t.is(readFileSync(join(ROOT, "engine/definition/meta", name), "utf8"), expected, `${name}: run npm run types`);
  }
});

test("installed packages are not older than the floors below which holes are known", (t) => {
  const floors: Record<string, string> = {
    koa: "3.1.2",
    multer: "2.1.1",
    ajv: "8.20.0",
    pg: "8.23.0",
    objection: "3.1.5",
  };
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  for (const [name, floor] of Object.entries(floors)) {
    const version: string = lock.packages[`node_modules/${name}`].version;
    t.true(atLeast(version, floor), `${name} ${version} is older than ${floor}`);
  }
});

function atLeast(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((each) => each.split(".").map(Number));
  for (let i = 0; i < 3; i++) if (have?.[i] !== want?.[i]) return (have?.[i] ?? 0) > (want?.[i] ?? 0);
  return true;
}
