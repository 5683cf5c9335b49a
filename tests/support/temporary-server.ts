import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../server/database/embedded/start.ts";

/** An embedded PostgreSQL whose data nobody will miss. */
export interface OwnServer {
  url: string;
  /** Also removes its folder. */
  stop(): Promise<void>;
}

/** Nothing here outlives the run, so nothing has to reach the disk. */
const careless = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/** Starts one in a folder of its own under the system's temporary folder. */
export async function startTemporary(): Promise<OwnServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "tianbao-test-"));
  const server = await startEmbedded({ dataDir, settings: careless });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
