import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** What a running PostgreSQL says about itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping`, ... */
  status: string;
}

/** An ended process that its parent has not buried yet: in a container whose first process buries nobody, for ever. */
function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return status.slice(status.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

/** True while a process of that number runs, even one we may not signal. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** After a crash or a reboot the number may belong to a stranger; PostgreSQL always works inside its data folder. */
function serves(pid: number, folder: string): boolean {
  const here = `/proc/${pid}/cwd`;
  if (existsSync("/proc/self/cwd")) {
    try {
      return realpathSync(here) === realpathSync(folder);
    } catch {
      return false;
    }
  }
  if (process.platform === "win32") return true;
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes("postgres");
}

/** The PostgreSQL that serves the folder now, or undefined; a file left behind by a dead one counts as nothing. */
export function readPostmaster(folder: string): Postmaster | undefined {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid) || !serves(pid, folder)) return undefined;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? "starting").trim() };
}
