import { Agent, request } from "node:http";

/** One request of a load: a POST of JSON, or a GET. */
export interface LoadRequest {
  path: string;
  method?: "GET" | "POST";
  body?: string;
}

/** Started as a process of its own, so that its work is not counted as the server's: reads one job from its parent. */
export interface LoadJob {
  url: string;
  headers: Record<string, string>;
  clients: number;
  requests: LoadRequest[];
}

/** What came of it. */
export interface LoadResult {
  seconds: number;
  statuses: Record<string, number>;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
}

async function run(job: LoadJob): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.clients });
  const { hostname, port } = new URL(job.url);
  const send = ({ path, method = "POST", body = "" }: LoadRequest): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { ...job.headers, "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
      const sent = request({ agent, hostname, port, path, method, headers }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const client = async (): Promise<void> => {
    for (let mine = job.requests[next++]; mine; mine = job.requests[next++]) {
      const at = performance.now();
      const status = await send(mine);
      times.push(performance.now() - at);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: job.clients }, client));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { seconds, statuses, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

process.on("message", (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
