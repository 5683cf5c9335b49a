import { audit } from "../audit/audit.ts";
import { requireAccount, requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated, validatedQuery } from "../http/validated.ts";
import { SavedFilter } from "../models/saved-filter.ts";

const view = { type: "string", minLength: 1, maxLength: 130 };

const body = validated<{ view: string; name: string; query: Record<string, unknown> }>({
  type: "object",
  properties: { view, name: { type: "string", minLength: 1, maxLength: 40 }, query: { type: "object" } },
  required: ["view", "name", "query"],
  additionalProperties: false,
});

const query = validatedQuery<{ view?: string }>({
  type: "object",
  properties: { view },
  additionalProperties: false,
});

/** Filters of a list that an account keeps under a name. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/saved-filters", async (request) => {
    const subject = requireSubject(request);
    const wanted = query(request.query);
    request.body = await inTransaction(ctx, subject, async (tx) =>
      SavedFilter.query(tx)
        .select("id", "view", "name", "query")
        .where({ account_id: subject.accountId, ...wanted })
        .orderBy("id"),
    );
  });

  router.post("/saved-filters", async (request) => {
    const subject = requireSubject(request);
    const { view, name, query } = body(request.request.body);
    request.body = await inTransaction(ctx, subject, async (tx) => {
      const saved = await SavedFilter.query(tx)
        .insert({ account_id: subject.accountId, view, name, query })
        .onConflict(["account_id", "view", "name"])
        .merge(["query"])
        .returning(["id", "view", "name", "query"]);
      await audit(tx, request, { action: "saved-filter.save", target: `saved-filter:${saved.id}` });
      return saved;
    });
    request.status = 201;
  });

  router.delete("/saved-filters/:id", async (request) => {
    const account = requireAccount(request);
    const subject = requireSubject(request);
    const id = Number(request.params.id);
    await inTransaction(ctx, subject, async (tx) => {
      const mine = { id: Number.isSafeInteger(id) ? id : 0, account_id: account.id };
      const removed = await SavedFilter.query(tx).delete().where(mine);
      if (removed === 0) throw new AppError(404, "unknown-filter", "没有找到这个保存的筛选，它可能已被删除。");
      await audit(tx, request, { action: "saved-filter.remove", target: `saved-filter:${id}` });
    });
    request.status = 204;
  });
}
