import type Router from "@koa/router";
import type { RouterContext } from "@koa/router";
import type { Subject } from "../auth/subject.ts";

/** The account behind a request. */
export interface RequestAccount {
  id: number;
  login: string;
  name: string;
  orgUnitId: number;
  unitName: string;
}

/** What the middlewares leave for the handlers; `subject` and `account` are set together. */
export interface RequestState {
  requestId: string;
  subject?: Subject;
  account?: RequestAccount;
  csrfToken?: string;
  tokenHash?: Buffer;
}

/** The context an API handler receives. */
export type ApiContext = RouterContext<RequestState>;

/** The router that routes register on, already below `/api`. */
export type ApiRouter = Router<RequestState>;
