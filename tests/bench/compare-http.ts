import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyParser } from "@koa/bodyparser";
import autocannon from "autocannon";
import Koa from "koa";

/** What a load test sends, again and again. */
export interface Request {
  url: string;
  headers?: Record<string, string>;
  body: unknown;
}

const connections = 8;
const seconds = 4;

/** Answers per second to 8 connections, loaded from a thread of its own; every one has to be a success. */
export async function throughput({ url, headers = {}, body }: Request): Promise<number> {
  const result = await autocannon({
    ...{ url, method: "POST", connections, duration: seconds, workers: 1, body: JSON.stringify(body) },
    headers: { "content-type": "application/json", ...headers },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return result["2xx"] / result.duration;
}

/** Both sides in turn, warmed up, three rounds: the medians, so that a busy moment of the machine hits both alike. */
export async function compare(ours: () => Promise<number>, floor: () => Promise<number>): Promise<[number, number]> {
  const results: [number[], number[]] = [[], []];
  await ours();
  await floor();
  for (let round = 0; round < 3; round++) {
    results[0].push(await ours());
    results[1].push(await floor());
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[1] as number;
  return [median(results[0]), median(results[1])];
}

/** A bare koa with a body parser around one handler: what the same SQL costs without our server. */
export async function bareServer(
  answer: (body: unknown) => Promise<unknown>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = new Koa();
  app.use(bodyParser());
  app.use(async (ctx) => {
    ctx.body = await answer(ctx.request.body);
  });
  const server = createServer(app.callback() as RequestListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
