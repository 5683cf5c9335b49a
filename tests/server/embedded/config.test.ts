import { join, resolve } from "node:path";
import test from "ava";
import { readConfig } from "../../../server/config.ts";
import { root } from "./support.ts";

test("with nothing configured: embedded database in the checkout, demo accounts, this machine only", (t) => {
  t.deepEqual(readConfig({}), {
    port: 3000,
    host: "127.0.0.1",
    dataDir: join(root, ".data"),
    webRoot: join(root, ".build/web"),
    databaseUrl: undefined,
    workers: true,
    secureCookies: false,
    trustProxy: false,
    demo: true,
  });
});

test("an own database comes without demo accounts unless they are asked for", (t) => {
  const databaseUrl = "postgresql://me@db.example/tianbao";
  t.like(readConfig({ DATABASE_URL: databaseUrl }), { databaseUrl, demo: false });
  t.like(readConfig({ DATABASE_URL: databaseUrl, DEMO: "1" }), { demo: true });
});

test("the variables are honoured, and an empty one counts as absent", (t) => {
  t.like(readConfig({ PORT: "8080", HOST: "0.0.0.0", DATA_DIR: "here", JOBS: "off", SECURE_COOKIES: "ON" }), {
    port: 8080,
    host: "0.0.0.0",
    dataDir: resolve("here"),
    workers: false,
    secureCookies: true,
  });
  t.like(readConfig({ PORT: "", HOST: " ", JOBS: "", DATABASE_URL: "" }), { port: 3000, workers: true, demo: true });
});

for (const [name, value] of [
  ["PORT", "80a"],
  ["PORT", "-1"],
  ["PORT", "65536"],
  ["PORT", "30.5"],
  ["JOBS", "maybe"],
  ["DEMO", "2"],
  ["DATABASE_URL", "mysql://root@localhost/x"],
  ["DATABASE_URL", "localhost"],
] as const) {
  test(`${name}=${value} is refused with the variable's name`, (t) => {
    t.throws(() => readConfig({ [name]: value }), { message: new RegExp(`环境变量 ${name}`) });
  });
}

test("a wrong database address is not repeated, as it may hold a password", (t) => {
  const error = t.throws(() => readConfig({ DATABASE_URL: "http://me:hidden-word@db/x" }));
  t.notRegex(error?.message ?? "", /hidden-word/);
});
