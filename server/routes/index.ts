import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";
import * as health from "./health.ts";
import * as session from "./session.ts";

/** One noun of the API; its paths are below `/api`. */
export interface RouteModule {
  register(router: ApiRouter, ctx: AppContext): void;
}

/** Every noun of the API: add a file and one line here. */
export const routes: readonly RouteModule[] = [health, session];
