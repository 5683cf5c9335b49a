import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { RunAs } from "./run-as.ts";

/** Where the children we start find the folder: its path, or a descriptor they inherit as number 3. */
export interface FolderHandle {
  /** What to give PostgreSQL as `-D`. */
  path: string;
  /** For `stdio[3]`; undefined where the path itself can be reached. */
  descriptor: number | undefined;
  close(): void;
}

/** PostgreSQL has to own its folder: hands it, and nothing above it, to the account. */
export function giveTo(folder: string, as: RunAs | undefined): void {
  if (!as || lstatSync(folder).uid === as.uid) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), as.uid, as.gid);
  }
  chownSync(folder, as.uid, as.gid);
}

/** Creates the folder if need be, readable by its owner only, as PostgreSQL demands. */
export function makePrivate(folder: string, as: RunAs | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  giveTo(folder, as);
}

function reachable(folder: string, as: RunAs): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...as, cwd: "/", stdio: "ignore" }).status === 0;
}

/**
 * A folder below one that the account may not enter (a checkout in /root) is opened by us and passed on as a
 * descriptor: the kernel then checks the folder itself, not the way to it. So data stays where the user put it and
 * no permission above it is loosened.
 */
export function openFolder(folder: string, as: RunAs | undefined): FolderHandle {
  if (!as || reachable(folder, as)) return { path: folder, descriptor: undefined, close() {} };
  if (!existsSync("/proc/self/fd")) {
    throw new Error(`数据库账号进不去文件夹 ${folder}。请用 DATA_DIR 另选一个文件夹，或改用普通账号启动。`);
  }
  const descriptor = openSync(folder, "r");
  return { path: "/proc/self/fd/3", descriptor, close: () => closeSync(descriptor) };
}
