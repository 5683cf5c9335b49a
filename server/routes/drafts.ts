import { audit } from "../audit/audit.ts";
import { requireAccount } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";

const body = validated<{ data: Record<string, unknown>; baseVersion?: number | null }>({
  type: "object",
  properties: { data: { type: "object" }, baseVersion: { type: ["integer", "null"] } },
  required: ["data"],
  additionalProperties: false,
});

/** record:<id>, new:<recordTypeKey>:<obligationId|->, form:<recordId>, task:<id>. */
const subjectPattern = /^(record|new|form|task):[A-Za-z0-9_/:-]{1,200}$/;
const columns = `subject, data, base_version as "baseVersion", updated_at as "updatedAt"`;
/** Drafts one account keeps; the oldest makes room. */
const mostDrafts = 200;

function subjectOf(text: string | undefined): string {
  if (text !== undefined && subjectPattern.test(text)) return text;
  throw new AppError(400, "bad-subject", "草稿的名称不正确，请从表单页面保存草稿。");
}

/** What somebody typed and has not saved: kept per account and subject, seen by nobody else. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const as = <T>(work: Parameters<typeof inTransaction<T>>[2]) => inTransaction<T>(ctx, "system", work);

  router.get("/drafts", async (request) => {
    const { id } = requireAccount(request);
    const text = `select subject, base_version as "baseVersion", updated_at as "updatedAt" from draft where account_id = $1 order by updated_at desc`;
    request.body = await as((tx) => sql(tx, text, [id]));
  });

  router.get("/drafts/:subject", async (request) => {
    const { id } = requireAccount(request);
    const subject = subjectOf(request.params.subject);
    const [draft] = await as((tx) =>
      sql(tx, `select ${columns} from draft where account_id = $1 and subject = $2`, [id, subject]),
    );
    if (draft) request.body = draft;
    else request.status = 204;
  });

  router.put("/drafts/:subject", async (request) => {
    const { id } = requireAccount(request);
    const subject = subjectOf(request.params.subject);
    const { data, baseVersion = null } = body(request.request.body);
    const [draft] = await as(async (tx) => {
      const saved = await sql(
        tx,
        `insert into draft (account_id, subject, base_version, data) values ($1, $2, $3, $4)
         on conflict (account_id, subject) do update set base_version = excluded.base_version, data = excluded.data, updated_at = now()
         returning ${columns}`,
        [id, subject, baseVersion, JSON.stringify(data)],
      );
      await sql(
        tx,
        `delete from draft where account_id = $1 and subject in
           (select subject from draft where account_id = $1 order by updated_at desc offset $2)`,
        [id, mostDrafts],
      );
      return saved;
    });
    request.body = draft;
  });

  router.delete("/drafts/:subject", async (request) => {
    const { id } = requireAccount(request);
    const subject = subjectOf(request.params.subject);
    await as(async (tx) => {
      const gone = await sql(tx, "delete from draft where account_id = $1 and subject = $2 returning subject", [
        id,
        subject,
      ]);
      if (gone.length > 0) await audit(tx, request, { action: "draft.remove", target: subject });
    });
    request.status = 204;
  });
}
