import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LoadJob, LoadResult } from "./load-generator.ts";

/** A process that sends requests, so that client and server do not share an event loop. */
export interface LoadProcess {
  run(job: LoadJob): Promise<LoadResult>;
  stop(): void;
}

/** Starts it; it serves one job after the other. */
export function startLoad(): LoadProcess {
  const child = fork(fileURLToPath(new URL("load-generator.ts", import.meta.url)), { execArgv: ["--import=tsx"] });
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        child.once("message", ({ result, error }: { result?: LoadResult; error?: string }) =>
          result ? resolve(result) : reject(new Error(error)),
        );
        child.send(job);
      }),
    stop: () => {
      child.kill();
    },
  };
}
