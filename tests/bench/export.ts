import type { Client } from "../support/client.ts";
import type { Figure } from "./figure.ts";
import { filledProjection, recordCount } from "./fill-projection.ts";
import type { Product } from "./product.ts";

/** One of the three colours. */
const rows = recordCount / 3;
const wantedRowsPerSecond = 12_000;
const mostMegabytes = 200;

/** Reads an export and throws it away; seconds, and the most memory the server had meanwhile in MB. */
async function exportOnce(client: Client, product: Product): Promise<{ seconds: number; peak: number }> {
  let peak = 0;
  const look = async () => {
    peak = Math.max(peak, await product.memory());
  };
  const watch = setInterval(look, 20);
  const start = performance.now();
  const response = await client.send("POST", "/lists/bench/rows/export", {
    body: JSON.stringify({ filters: { color: "red" } }),
    headers: { "Content-Type": "application/json" },
  });
  if (response.status !== 200 || !response.body) throw new Error(`export answered ${response.status}`);
  for await (const _chunk of response.body) await look();
  clearInterval(watch);
  return { seconds: (performance.now() - start) / 1000, peak };
}

/** An .xlsx of 100,000 rows over HTTP from a server process of its own; the floors are the figures to reach. */
export async function exportRows(): Promise<Figure[]> {
  const { product, signedIn } = await filledProjection();
  const client = await signedIn("city-officer");
  const first = await exportOnce(client, product);
  const second = await exportOnce(client, product);
  const rate = rows / Math.min(first.seconds, second.seconds);
  const peak = Math.max(first.peak, second.peak);
  const figure = (name: string, value: number, unit: string, floor: number): Figure => ({
    ...{ name, value, unit, floor },
    ratio: value / floor,
  });
  return [
    figure("xlsx-export-100000-rows", rate, "rows/s", wantedRowsPerSecond),
    figure("xlsx-export-100000-peak-memory", peak, "MB", mostMegabytes),
  ];
}
