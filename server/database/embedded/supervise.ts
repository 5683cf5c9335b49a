import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, statSync, truncateSync } from "node:fs";
import type { Socket } from "node:net";
import type { FolderHandle } from "./data-folder.ts";
import type { RunAs } from "./run-as.ts";

/**
 * A shell between node and PostgreSQL. It waits on a pipe that only node holds open: however node ends, SIGKILL
 * included, the pipe closes and PostgreSQL gets its fast shutdown (SIGINT).
 */
const startAndGuard = `
  exec 4<&0
  "$@" 4<&- </dev/null &
  server=$!
  trap 'kill -INT $server' TERM INT HUP
  ( trap '' TERM INT HUP; read -r _ <&4; kill -INT $server ) 3<&- 2>/dev/null &
  guard=$!
  while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
  kill -KILL $guard 2>/dev/null
  exit $code`;

/** The same for a PostgreSQL that is not a child of the shell: what a killed guard left running. */
const guardOnly = 'read -r _; kill -INT "$1"';

const largestLog = 10 * 1024 * 1024;

/** Opens the log for appending; one that grew past 10 MB starts anew. */
function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > largestLog) truncateSync(file);
  return openSync(file, "a", 0o600);
}

/** What to run and where its words go. */
export interface Command {
  program: string;
  arguments: string[];
  as: RunAs | undefined;
  folder: FolderHandle;
  logFile: string;
}

/** The database depends on node, never node on the database: it must not keep a finished program from ending. */
function letGo(child: ChildProcess): void {
  // A guard that ended already cannot be told anything; whoever waits for PostgreSQL notices by itself.
  child.stdin?.on("error", () => {});
  (child.stdin as Socket | null)?.unref();
  child.unref();
}

/** Detached: Ctrl-C in a terminal reaches the whole group, and the database must outlive the server's clean-up. */
export function startGuarded(command: Command): ChildProcess {
  const log = openLog(command.logFile);
  const whole = [command.program, ...command.arguments];
  const [program = "", ...rest] =
    process.platform === "win32" ? whole : ["/bin/sh", "-c", startAndGuard, "sh", ...whole];
  const child = spawn(program, rest, {
    ...command.as,
    cwd: "/",
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    detached: true,
    stdio: ["pipe", log, log, command.folder.descriptor ?? "ignore"],
  });
  closeSync(log);
  letGo(child);
  return child;
}

/** Binds the life of a running PostgreSQL to ours. */
export function guardRunning(pid: number, as: RunAs | undefined): ChildProcess | undefined {
  if (process.platform === "win32") return undefined;
  const child = spawn("/bin/sh", ["-c", guardOnly, "sh", String(pid)], {
    ...as,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  letGo(child);
  return child;
}
