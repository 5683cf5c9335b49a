import Router from "@koa/router";
import Koa from "koa";
import { checkCsrf } from "./auth/csrf.ts";
import { loadSession } from "./auth/load-session.ts";
import { requireSession } from "./auth/require-session.ts";
import type { AppContext } from "./context.ts";
import { answerProblems } from "./http/answer-problems.ts";
import { auditDenied } from "./http/audit-denied.ts";
import { jsonBody } from "./http/body.ts";
import { AppError } from "./http/problem.ts";
import { reportFaults } from "./http/report-faults.ts";
import { secureHeaders } from "./http/secure-headers.ts";
import type { RequestState } from "./http/state.ts";
import { oneAtATime } from "./http/turns.ts";
import { webApp } from "./http/web-app.ts";
import { routes } from "./routes/index.ts";

/** Milliseconds: whoever waits longer for what others hold is told so, instead of keeping a connection from everybody else. */
const LONGEST_WAIT = 5_000;

/** The whole HTTP application; nothing depends on what it keeps in memory, so any number of processes may serve it. */
export function createApp(outer: AppContext, { longestWait = LONGEST_WAIT } = {}): Koa {
  const ctx: AppContext = { ...outer, lockTimeout: `${longestWait}ms` };
  const app = new Koa({ proxy: ctx.config.trustProxy });
  app.on("error", (error) => ctx.log.warn({ err: error }, "response was cut off"));
  const router = new Router<RequestState>({ prefix: "/api" });
  for (const { register } of routes) register(router, ctx);
  app.use(answerProblems(ctx));
  app.use(secureHeaders(ctx.config));
  app.use(webApp(ctx.webRoot));
  app.use(noStore);
  app.use(loadSession(ctx) as Koa.Middleware);
  app.use(auditDenied(ctx) as unknown as Koa.Middleware);
  app.use(requireSession as unknown as Koa.Middleware);
  app.use(checkCsrf as unknown as Koa.Middleware);
  app.use(jsonBody());
  app.use(async (_request, next) => {
    await ctx.definitions.refresh();
    await next();
  });
  app.use(oneAtATime({ waiting: 1_000, milliseconds: longestWait }));
  app.use(reportFaults(ctx) as unknown as Koa.Middleware);
  app.use(router.routes() as unknown as Koa.Middleware);
  app.use((request) => {
    const known = (request as { matched?: unknown[] }).matched?.length;
    if (known) throw new AppError(405, "method-not-allowed", `这个地址不支持 ${request.method}。`);
    throw new AppError(404, "unknown-route", "没有这个接口，请检查地址。");
  });
  return app;
}

/** Answers of the API are personal. */
async function noStore(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  ctx.set("Cache-Control", "no-store");
  await next();
}
