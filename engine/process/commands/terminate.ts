import type { Run } from "../run.ts";
import { cancelToken } from "../waits.ts";

/** Ends an instance from outside, whatever runs in it. */
export function terminate(run: Run): void {
  for (const token of run.inside(undefined)) cancelToken(run, token);
  run.end("cancelled");
}
