import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { isAlive } from "../../../server/database/embedded/postmaster-pid.ts";

/** The checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** An empty folder; what starts below it is the test's own. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), "tianbao-embedded-"));
}

/** One statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Polls; false when it did not come true in time. */
export async function within(seconds: number, condition: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (await condition()) return true;
    await delay(50);
  }
  return condition();
}

/** True when the process is gone within so many seconds. */
export function goneWithin(seconds: number, pid: number): Promise<boolean> {
  return within(seconds, () => !isAlive(pid));
}

/** A node program that was started beside the test. */
export interface Program {
  child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Its exit code, null when a signal ended it. */
  ended: Promise<number | null>;
}

/** Runs a TypeScript file of the checkout in a node of its own, without the test run's database settings. */
export function runProgram(file: string, programArguments: string[] = [], env: Record<string, string> = {}): Program {
  const { DATABASE_URL: _url, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--import=tsx", join(root, file), ...programArguments], {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  return { child, output: () => text, ended: new Promise((resolve) => child.once("close", resolve)) };
}
