import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import autocannon from "autocannon";
import Koa from "koa";

/** One request, sent over and over by 16 clients. */
export interface Load {
  url: string;
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: unknown;
}

/** Requests answered per second; the load runs in a thread of its own. @throws when any answer is no success. */
export async function throughput({ url, method, headers, body }: Load): Promise<number> {
  const result = await autocannon({
    ...{ url, method, connections: 16, duration: 4, workers: 1 },
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.total / result.duration;
}

/** Koa around one piece of work and nothing else. */
export async function bareServer(work: () => Promise<unknown>): Promise<{ url: string; stop(): Promise<void> }> {
  const app = new Koa();
  app.use(async (ctx) => {
    ctx.body = (await work()) ?? {};
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Medians of both after a warm-up, taken in turns, so that a busy minute of the machine hits both. */
export async function compare(
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<[value: number, floor: number]> {
  await ours();
  await floor();
  const found: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round += 1) {
    found[0].push(await ours());
    found[1].push(await floor());
  }
  return [median(found[0]), median(found[1])];
}
