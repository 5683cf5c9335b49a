import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Knex } from "knex";

const script = fileURLToPath(new URL("worker-process.ts", import.meta.url));

/** Starts a server process that does nothing but jobs; with `jumps` its own clock leaps back and forth by hours. */
export async function startWorkerProcess(url: string, clock: number | "jumps"): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import=tsx", script, url, String(clock)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ends the leases of a process, as their time would: the tests need not wait for it. */
async function expireLeases(owner: Knex, pid: number | undefined): Promise<void> {
  await owner("job").where({ state: "running" }).whereLike("worker", `%:${pid}:%`).update({
    leased_until: "2020-01-01T00:00:00Z",
  });
}

/** Several worker processes that can be hurt. */
export class WorkerFleet {
  readonly #owner: Knex;
  readonly #url: string;
  readonly #all: ChildProcess[] = [];

  constructor(owner: Knex, url: string) {
    this.#owner = owner;
    this.#url = url;
  }

  async start(count: number): Promise<void> {
    const started = await Promise.all(Array.from({ length: count }, () => startWorkerProcess(this.#url, "jumps")));
    this.#all.push(...started);
  }

  /** Kills the oldest one in the middle of its work and starts another. */
  async kill(): Promise<void> {
    const victim = this.#all.shift();
    victim?.kill("SIGKILL");
    if (victim) await once(victim, "exit");
    await expireLeases(this.#owner, victim?.pid);
    await this.start(1);
  }

  /** Stops one for so long that others take its jobs, and lets it go on as if nothing had happened. */
  async freeze(milliseconds: number): Promise<void> {
    const victim = this.#all.at(-1);
    victim?.kill("SIGSTOP");
    await expireLeases(this.#owner, victim?.pid);
    await pause(milliseconds);
    victim?.kill("SIGCONT");
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    for (const child of this.#all.splice(0)) {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
  }
}
