import Router from "@koa/router";
import Koa from "koa";
import type { Config } from "./config.ts";
import type { Database } from "./database/pool.ts";
import type { Application } from "./start.ts";

/** Puts the parts of the product together on a migrated database. */
export async function assemble(_config: Config, database: Database): Promise<Application> {
  const router = new Router({ prefix: "/api" });
  router.get("/health", async (context) => {
    await database.app.raw("select 1");
    context.body = { status: "ok" };
  });
  const app = new Koa().use(router.routes());
  return { handler: app.callback(), async close() {} };
}
