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
  asOf?: string;
  limit: number;
}

const code = "[0-9]{12}";

const query = validatedQuery<DivisionQuery>({
  type: "object",
  properties: {
    parent: { type: "string", pattern: `^${code}$` },
    q: { type: "string", maxLength: 60 },
    codes: { type: "string", pattern: `^${code}(,${code}){0,499}$` },
    asOf: { type: "string", format: "date" },
    limit: { type: "integer", minimum: 1, maximum: 500, default: 500 },
  },
  additionalProperties: false,
});

// What a division was called on a day: the name that the first later change took away.
const nameThen = `coalesce((select c.old_name from division_change c where c.code = d.code and c.kind = 'renamed'
  and c.effective_on > $3::date order by c.effective_on, c.id limit 1), d.name)`;

// `path` tells apart the many communities that share a name.
const selectOf = (name: string, valid: string) => `
  select d.code, ${name} as name, d.level, d.parent_code as "parentCode", d.level < 4 as "hasChildren",
         concat_ws(' / ', case when p.level > 2 then pp.name end, case when p.level > 1 then p.name end, ${name}) as path
    from division d
    left join division p on p.code = d.parent_code
    left join division pp on pp.code = p.parent_code
   where ${valid}`;

const select = selectOf("d.name", "(d.valid_to is null or d.valid_to > current_date) and $3::date is null");
const selectThen = selectOf(nameThen, "d.valid_from <= $3::date and (d.valid_to is null or d.valid_to > $3::date)");

/** GET /divisions: children of one (of none: the city), a search by name, or the names of given codes; today or as of a day. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/divisions", async (request) => {
    const subject = requireSubject(request);
    const { parent, q, codes, asOf, limit } = query(request.query);
    const from = asOf ? selectThen : select;
    const order = "order by d.level, d.code limit";
    request.body = await inTransaction(ctx, subject, (tx) => {
      if (codes) return sql(tx, `${from} and d.code = any($1) ${order} $2`, [codes.split(","), limit, asOf ?? null]);
      if (q) return sql(tx, `${from} and d.name like $1 ${order} $2`, [containsPattern(q), limit, asOf ?? null]);
      return sql(tx, `${from} and d.parent_code is not distinct from $1 ${order} $2`, [
        parent ?? null,
        limit,
        asOf ?? null,
      ]);
    });
  });
}
