import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What answers a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An open port whose handler may come later. */
export interface Listener {
  port: number;
  /** From now on requests go to the handler instead of being told to wait. */
  serve(handler: Handler): void;
  /** Takes no new requests, lets the running ones finish, and cuts those that do not within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "content-type": "application/json; charset=utf-8", "retry-after": "1" });
  response.end(JSON.stringify({ status: "starting", title: "服务正在启动，请稍候再试。" }));
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === "EADDRINUSE") {
    return new Error(`端口 ${port} 已被别的程序占用。请用 PORT 另选一个端口，例如 PORT=${port + 1}。`, {
      cause: error,
    });
  }
  if (error.code === "EACCES") {
    return new Error(`没有权限使用端口 ${port}。请用 PORT 另选一个 1024 以上的端口。`, { cause: error });
  }
  return new Error(`不能在 ${host}:${port} 上监听：${error.message}。请检查 HOST 和 PORT。`, { cause: error });
}

/** Opens the port at once, so that a taken one is reported before the database starts; answers 503 until `serve`. */
export function listen(port: number, host: string): Promise<Listener> {
  let handle: Handler = answerStarting;
  const server = createServer((request, response) => handle(request, response));
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, port, host)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address ? address.port : port,
        serve(handler) {
          handle = handler;
        },
        close(graceMs) {
          const cut = setTimeout(() => server.closeAllConnections(), graceMs);
          return new Promise((done) => {
            server.close(() => {
              clearTimeout(cut);
              done();
            });
            server.closeIdleConnections();
          });
        },
      });
    });
  });
}
