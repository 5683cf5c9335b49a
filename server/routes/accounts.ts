import { requirePermission } from "../auth/require.ts";
import { sessionCache } from "../auth/session-cache.ts";
import { type HandOver, handOverRecords, showEstates } from "../commands/hand-over-records.ts";
import { requesterOf } from "../commands/requester.ts";
import { newPassword, resetPassword, unlockAccount } from "../commands/reset-password.ts";
import { type AccountInput, createAccount, updateAccount } from "../commands/save-account.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { type AccountFilter, findAccounts } from "../models/find-accounts.ts";
import { presentAccount } from "../presenters/account.ts";

const properties = {
  name: { type: "string", minLength: 1, maxLength: 60 },
  unitId: { type: "integer", minimum: 1 },
  roles: { type: "array", maxItems: 20, uniqueItems: true, items: { type: "string", maxLength: 60 } },
  phone: { type: ["string", "null"], maxLength: 40 },
};

const newAccount = validated<AccountInput>({
  type: "object",
  properties: { ...properties, login: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$" } },
  required: ["login", "name", "unitId", "roles"],
  additionalProperties: false,
});

const changedAccount = validated<Omit<AccountInput, "login">>({
  type: "object",
  properties: { ...properties, disabled: { type: "boolean" } },
  required: ["name", "unitId", "roles"],
  additionalProperties: false,
});

const query = validatedQuery<AccountFilter>({
  type: "object",
  properties: {
    q: { type: "string", maxLength: 60 },
    unit: { type: "integer", minimum: 1 },
    role: { type: "string", maxLength: 60 },
    disabled: { type: "boolean" },
    offset: { type: "integer", minimum: 0, maximum: 100_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  },
  additionalProperties: false,
});

const handOver = validated<HandOver>({
  type: "object",
  properties: { unitId: { type: "integer", minimum: 1 }, to: { type: "integer", minimum: 1 } },
  required: ["unitId", "to"],
  additionalProperties: false,
});

function manager(request: ApiContext) {
  requirePermission(request, "account.manage");
  return requesterOf(request);
}

/** Accounts, for those who manage them within their division. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/accounts", async (request) => {
    const { subject } = manager(request);
    const filter = query(request.query);
    const { rows, total } = await inTransaction(ctx, subject, (tx) => findAccounts(tx, subject, filter));
    request.body = { rows: rows.map((account) => presentAccount(account, ctx.definitions)), total };
  });

  router.post("/accounts", async (request) => {
    const requester = manager(request);
    const password = newPassword();
    const account = await createAccount(ctx, requester, newAccount(request.request.body), password);
    request.status = 201;
    request.body = { account: presentAccount(account, ctx.definitions), password };
  });

  router.put("/accounts/:id", async (request) => {
    const requester = manager(request);
    const input = changedAccount(request.request.body);
    const account = await updateAccount(ctx, requester, Number(request.params.id), input);
    sessionCache(ctx).clear();
    request.body = presentAccount(account, ctx.definitions);
  });

  router.get("/accounts/:id/records", async (request) => {
    request.body = { estates: await showEstates(ctx, manager(request), Number(request.params.id)) };
  });

  router.post("/accounts/:id/records/hand-over", async (request) => {
    const given = handOver(request.request.body);
    request.body = await handOverRecords(ctx, manager(request), Number(request.params.id), given);
  });

  router.post("/accounts/:id/reset-password", async (request) => {
    const password = await resetPassword(ctx, manager(request), Number(request.params.id));
    sessionCache(ctx).clear();
    request.body = { password };
  });

  router.post("/accounts/:id/unlock", async (request) => {
    await unlockAccount(ctx, manager(request), Number(request.params.id));
    request.status = 204;
  });
}
