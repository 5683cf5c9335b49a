import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { containsPattern } from "../query/like-pattern.ts";

interface DivisionQuery {
  parent?: string;
  q?: string;
  codes?: string;
  limit: number;
}

const code = "[0-9]{12}";

const query = validatedQuery<DivisionQuery>({
  type: "object",
  properties: {
    parent: { type: "string", pattern: `^${code}$` },
    q: { type: "string", maxLength: 60 },
    codes: { type: "string", pattern: `^${code}(,${code}){0,499}$` },
    limit: { type: "integer", minimum: 1, maximum: 500, default: 500 },
  },
  additionalProperties: false,
});

// `path` tells apart the many communities that share a name.
const select = `
  select d.code, d.name, d.level, d.parent_code as "parentCode", d.level < 4 as "hasChildren",
         concat_ws(' / ', case when p.level > 2 then pp.name end, case when p.level > 1 then p.name end, d.name) as path
    from division d
    left join division p on p.code = d.parent_code
    left join division pp on pp.code = p.parent_code
   where (d.valid_to is null or d.valid_to > current_date)`;

/** GET /divisions: children of one (of none: the city), a search by name, or the names of given codes. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/divisions", async (request) => {
    const subject = requireSubject(request);
    const { parent, q, codes, limit } = query(request.query);
    const order = "order by d.level, d.code limit";
    request.body = await inTransaction(ctx, subject, (tx) => {
      if (codes) return sql(tx, `${select} and d.code = any($1) ${order} $2`, [codes.split(","), limit]);
      if (q) return sql(tx, `${select} and d.name like $1 ${order} $2`, [containsPattern(q), limit]);
      return sql(tx, `${select} and d.parent_code is not distinct from $1 ${order} $2`, [parent ?? null, limit]);
    });
  });
}
