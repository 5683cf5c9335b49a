import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { lockDataFolder } from "../../../server/data-lock.ts";
import { listen } from "../../../server/listener.ts";
import { freshFolder, goneWithin, type Program, runProgram, within } from "./support.ts";

const main = "server/main.ts";

/** Starts the product on a free port and waits for its address. */
async function start(dataDir: string): Promise<{ program: Program; url: string; postgres: number }> {
  const program = runProgram(main, [], { DATA_DIR: dataDir, PORT: "0", DEMO: "off" });
  await within(150, () => /填报已启动/.test(program.output()) || program.child.exitCode !== null);
  const url = /http:\S+/.exec(program.output())?.[0];
  if (!url) throw new Error(`The server did not start: ${program.output()}`);
  const postgres = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  return { program, url, postgres };
}

async function healthOf(url: string): Promise<unknown> {
  const response = await fetch(`${url}/api/health`);
  return { code: response.status, body: await response.json() };
}

test("one folder has one server: it answers, refuses a second one, and ends cleanly on SIGTERM", async (t) => {
  const dataDir = freshFolder();
  const { program, url, postgres } = await start(dataDir);
  t.teardown(() => program.child.kill("SIGKILL"));
  t.deepEqual(await healthOf(url), { code: 200, body: { status: "ok" } });

  const second = runProgram(main, [], { DATA_DIR: dataDir, PORT: "0", DEMO: "off" });
  t.is(await second.ended, 1);
  t.regex(
    second.output(),
    new RegExp(`已有一个服务在此目录运行（进程 ${program.child.pid}，端口 ${new URL(url).port}）`),
  );
  t.deepEqual(await healthOf(url), { code: 200, body: { status: "ok" } });

  program.child.kill("SIGTERM");
  t.is(await program.ended, 0, program.output());
  t.true(await goneWithin(0, postgres));
  t.false(existsSync(join(dataDir, "server.lock")));
  t.false(existsSync(join(dataDir, "postgres/postmaster.pid")));
  rmSync(dataDir, { recursive: true });
});

test("after SIGKILL no PostgreSQL is left within seconds, and the next start recovers", async (t) => {
  const dataDir = freshFolder();
  const first = await start(dataDir);
  first.program.child.kill("SIGKILL");
  t.true(await goneWithin(30, first.postgres));
  t.true(existsSync(join(dataDir, "server.lock")));

  const second = await start(dataDir);
  t.teardown(() => second.program.child.kill("SIGKILL"));
  t.deepEqual(await healthOf(second.url), { code: 200, body: { status: "ok" } });
  second.program.child.kill("SIGINT");
  t.is(await second.program.ended, 0, second.program.output());
  t.true(await goneWithin(0, second.postgres));
  rmSync(dataDir, { recursive: true });
});

test("a taken port is reported before the database starts", async (t) => {
  const dataDir = freshFolder();
  const taken = await listen(0, "127.0.0.1");
  const program = runProgram(main, [], { DATA_DIR: dataDir, PORT: String(taken.port), DEMO: "off" });
  t.is(await program.ended, 1);
  t.regex(program.output(), new RegExp(`端口 ${taken.port} 已被别的程序占用`));
  t.false(existsSync(join(dataDir, "postgres")));
  await taken.close(0);
  rmSync(dataDir, { recursive: true });
});

test("a database that cannot be reached is named, without its password", async (t) => {
  const program = runProgram(main, [], { PORT: "0", DATABASE_URL: "postgres://me:hidden-word@127.0.0.1:1/nowhere" });
  t.is(await program.ended, 1);
  t.regex(program.output(), /连接不上数据库 127\.0\.0\.1:1/);
  t.notRegex(program.output(), /hidden-word/);
});

test("until the application is there, a request is told to wait", async (t) => {
  const listener = await listen(0, "127.0.0.1");
  const url = `http://127.0.0.1:${listener.port}`;
  const early = await fetch(`${url}/api/health`);
  t.is(early.status, 503);
  t.is(early.headers.get("retry-after"), "1");
  t.like(await early.json(), { status: "starting" });
  listener.serve((_request, response) => response.end("ready"));
  t.is(await (await fetch(url)).text(), "ready");
  await listener.close(0);
});

test("a lock whose process number now belongs to another process is taken over", (t) => {
  const dataDir = freshFolder();
  const file = join(dataDir, "server.lock");
  writeFileSync(file, JSON.stringify({ pid: process.ppid, startedAt: "an earlier life", port: 3000 }));
  const lock = lockDataFolder(dataDir);
  t.like(JSON.parse(readFileSync(file, "utf8")), { pid: process.pid, port: 0 });
  t.throws(() => lockDataFolder(dataDir), { message: /正在启动/ });
  lock.announce(3210);
  t.throws(() => lockDataFolder(dataDir), { message: /端口 3210/ });
  lock.release();
  t.false(existsSync(file));
  rmSync(dataDir, { recursive: true });
});

test("a lock file that holds nonsense counts as left behind", (t) => {
  const dataDir = freshFolder();
  writeFileSync(join(dataDir, "server.lock"), "{");
  lockDataFolder(dataDir).release();
  t.false(existsSync(join(dataDir, "server.lock")));
  rmSync(dataDir, { recursive: true });
});
