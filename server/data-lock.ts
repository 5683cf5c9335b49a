import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./database/embedded/postmaster-pid.ts";

/** Who holds a data folder. */
export interface Holder {
  pid: number;
  /** Tells this process from a later one with the same number. */
  startedAt: string;
  /** Where it listens, 0 while it is still starting. */
  port: number;
}

/** A data folder held by this process. */
export interface DataLock {
  /** Tells a second start where this one listens. */
  announce(port: number): void;
  release(): void;
}

/** When the process began, in the system's own words; undefined when there is none. */
function startOf(pid: number): string | undefined {
  try {
    // The 22nd field, counted behind the program's name, which may itself hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    if (process.platform === "linux" || !isAlive(pid)) return undefined;
    if (process.platform === "win32") return "";
    return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim() || undefined;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

/** Links a complete file to the name, which fails where the name is taken: no moment shows half a lock. */
function tryCreate(file: string, holder: Holder): boolean {
  const own = `${file}.${holder.pid}`;
  writeFileSync(own, JSON.stringify(holder));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Between our look and now, another start may have put its own lock there: that one is given back. */
function removeStale(file: string, seen: Holder | undefined): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (JSON.stringify(readHolder(aside)) !== JSON.stringify(seen)) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Holds the folder for this process. A lock whose process is gone, or whose number now belongs to another process,
 * is taken over.
 * @throws an Error that names the process which runs there.
 */
export function lockDataFolder(dataDir: string): DataLock {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "server.lock");
  const self: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? "", port: 0 };
  while (!tryCreate(file, self)) {
    const holder = readHolder(file);
    if (holder && startOf(holder.pid) === holder.startedAt) {
      const port = holder.port ? `，端口 ${holder.port}` : "，正在启动";
      throw new Error(
        `已有一个服务在此目录运行（进程 ${holder.pid}${port}）：${dataDir}。请使用它，或先停止它，或用 DATA_DIR 另选目录。`,
      );
    }
    removeStale(file, holder);
  }
  return {
    announce(port) {
      writeFileSync(`${file}.${self.pid}`, JSON.stringify({ ...self, port }));
      renameSync(`${file}.${self.pid}`, file);
    },
    release() {
      if (readHolder(file)?.startedAt === self.startedAt) rmSync(file, { force: true });
    },
  };
}
