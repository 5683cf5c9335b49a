import type { Figure } from "./figure.ts";
import { filledApp } from "./filled-app.ts";

const wantedRows = 100_000;
const floorRowsPerSecond = 12_000;
const mostMegabytes = 200;

/** An .xlsx of 100,000 rows over HTTP, read and thrown away: rows per second and how much memory it took on top. */
export async function exportRows(): Promise<Figure[]> {
  const app = await filledApp();
  const client = await app.client("city-officer");
  const read = async () => {
    const response = await client.send("POST", "/lists/bench/rows/export", {
      body: JSON.stringify({ filters: { color: "red" } }),
      headers: { "Content-Type": "application/json" },
    });
    if (response.status !== 200 || !response.body) throw new Error(`export answered ${response.status}`);
    for await (const _chunk of response.body) await undefined;
  };
  await read();
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before);
  }, 20);
  const start = performance.now();
  await read();
  const rate = wantedRows / ((performance.now() - start) / 1000);
  clearInterval(watch);
  const megabytes = most / 1024 / 1024;
  return [
    {
      name: "xlsx export of 100,000 rows",
      value: rate,
      unit: "rows/s",
      floor: floorRowsPerSecond,
      ratio: rate / floorRowsPerSecond,
    },
    {
      name: "xlsx export, memory on top",
      value: megabytes,
      unit: "MB",
      floor: mostMegabytes,
      ratio: megabytes / mostMegabytes,
    },
  ];
}
