import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyParser } from "@koa/bodyparser";
import autocannon from "autocannon";
import Koa from "koa";

/** What a load test asks for, again and again; posted where there is a body. */
export interface Load {
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Requests per second of both sides, and how many of the floor's ours are. */
export interface Comparison {
  value: number;
  floor: number;
  ratio: number;
}

const connections = 16;
const seconds = 2;
const rounds = 7;

/** Answers per second, loaded from a thread of its own; every one has to be a success. */
async function throughput({ url, headers = {}, body }: Load): Promise<number> {
  const result = await autocannon({
    ...{ url, connections, duration: seconds, workers: 1 },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return result["2xx"] / result.duration;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Loads both in turn after a warm-up; medians of the rounds, so that a busy moment of the machine spoils one of them. */
export async function compare(ours: Load, floor: Load): Promise<Comparison> {
  const found: Comparison[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [value, floorValue] = [await throughput(ours), await throughput(floor)];
    if (round > 0) found.push({ value, floor: floorValue, ratio: value / floorValue });
  }
  const of = (key: keyof Comparison) => median(found.map((one) => one[key]));
  return { value: of("value"), floor: of("floor"), ratio: of("ratio") };
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
