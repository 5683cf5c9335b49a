import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Figure } from "./figure.ts";
import { startProduct } from "./product.ts";

const limit = 200;

/** Memory of the server process five seconds after a first start, which has just made the city and its accounts. */
export async function serverMemory(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "tianbao-bench-"));
  const product = await startProduct({ DATA_DIR: dataDir, DATABASE_URL: "" });
  try {
    await delay(5000);
    const value = await product.memory();
    return [{ name: "server-memory-at-rest", value, unit: "MB", floor: limit, ratio: value / limit }];
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
