import { builtinModules } from "node:module";
import test from "ava";
import { type Source, sourcesOf } from "./sources.ts";

const isBuiltin = (name: string): boolean => name.startsWith("node:") || builtinModules.includes(name);
const isPackage = (name: string, ...packages: string[]): boolean =>
  packages.some((each) => name === each || name.startsWith(`${each}/`));

function offenders(sources: Source[], forbidden: (imported: string, source: Source) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((each) => forbidden(each, source)).map((each) => `${source.path} -> ${each}`),
  );
}

test("engine is pure: no node built-ins, no server, no renderer, no koa, database or react", (t) => {
  const found = offenders(
    sourcesOf("engine"),
    (name) =>
      isBuiltin(name) ||
      /^(server|renderer|migrations|tests|definitions)\//.test(name) ||
      isPackage(name, "koa", "objection", "knex", "pg", "react", "antd"),
  );
  t.deepEqual(found, []);
});

test("engine reads neither clock, environment nor randomness", (t) => {
  const impure = /\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(|\bprocess\.(env|cwd|argv)\b|\bcrypto\.randomUUID\b/;
  t.deepEqual(
    sourcesOf("engine")
      .filter(({ text }) => impure.test(text))
      .map(({ path }) => path),
    [],
  );
});

test("server never imports the renderer or a test", (t) => {
  t.deepEqual(
    offenders(sourcesOf("server"), (name) => /^(renderer|tests)\//.test(name)),
    [],
  );
});

test("server uses only the engine's public faces", (t) => {
  t.deepEqual(
    offenders(
      sourcesOf("server"),
      (name) => name.startsWith("engine/") && !/^engine\/[a-z]+\/index\.ts$|^engine\/definition\/meta\//.test(name),
    ),
    [],
  );
});

test("nothing in the server imports routes but the list of routes and the app", (t) => {
  const found = offenders(
    sourcesOf("server"),
    (name, source) => name.startsWith("server/routes/") && !/^server\/(routes\/|app\.ts)/.test(source.path),
  );
  t.deepEqual(found, []);
});

test("renderer reaches the server only over HTTP and holds no node built-in", (t) => {
  const found = offenders(
    sourcesOf("renderer").filter(({ path }) => !path.endsWith("vite.config.ts")),
    (name) =>
      isBuiltin(name) || /^(server|migrations|definitions|tests)\//.test(name) || isPackage(name, "koa", "pg", "knex"),
  );
  t.deepEqual(found, []);
});

test("migrations import only knex's type and one another", (t) => {
  t.deepEqual(
    offenders(sourcesOf("migrations"), (name) => name !== "knex" && !name.startsWith("migrations/")),
    [],
  );
});

test("nothing depends on the folder of design documents", (t) => {
  const found = sourcesOf("engine", "server", "renderer", "migrations", "tests").filter(
    ({ text, path }) => /["'`/]shared\/(data|domain|design)/.test(text) && !path.startsWith("tests/architecture/"),
  );
  t.deepEqual(
    found.map(({ path }) => path),
    [],
  );
});
