import { decide } from "../../engine/access/index.ts";
import { allOf, buildListQuery } from "../../engine/view/index.ts";
import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, sql } from "../database/transaction.ts";
import type { ApiRouter } from "../http/state.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { readerOf } from "../models/record/lists.ts";
import { conditionFor } from "../models/record/views.ts";
import { catalogFor } from "../projection/catalog.ts";
import { compileCount, countCap } from "../query/list.ts";
import { Parameters } from "../query/parameters.ts";

/** The tiles of a subject's roles with the query behind each. */
function tilesOf(ctx: AppContext, subject: Subject) {
  return ctx.definitions
    .recordTypes()
    .filter(({ base }) => base === undefined)
    .flatMap((resolved) => {
      const { policy, fields } = compiledOf(resolved);
      const filter = decide(policy, subject, "read");
      if (filter === false) return [];
      return resolved.tiles
        .filter(({ roles }) => roles.some((role) => subject.roles.includes(role)))
        .flatMap((tile) => {
          const list = resolved.lists.find(({ key }) => key === tile.list);
          if (!list) return [];
          const asked = { ...list, ...conditionFor(ctx, subject, list.where) };
          const query = { ...buildListQuery(asked, {}, filter, fields), reader: readerOf(subject) };
          const { where } = conditionFor(ctx, subject, tile.where);
          return [{ resolved, tile: { ...tile, where }, query: { ...query, where: allOf([query.where, where]) } }];
        });
    });
}

/** GET /tiles: the numbers of the desk, all counted in one round trip. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/tiles", async (request) => {
    const subject = requireSubject(request);
    const tiles = tilesOf(ctx, subject);
    if (tiles.length === 0) {
      request.body = [];
      return;
    }
    const counts = await inTransaction(ctx, subject, async (tx) => {
      const parameters = new Parameters();
      const parts: string[] = [];
      for (const [at, { query }] of tiles.entries()) {
        const catalog = await catalogFor(ctx.db, tx, query.recordType);
        parts.push(`select ${at} as tile, count from (${compileCount(query, catalog, parameters)}) c${at}`);
      }
      return sql<{ tile: number; count: number }>(tx, parts.join(" union all "), parameters.values);
    });
    const countOf = new Map(counts.map(({ tile, count }) => [tile, count]));
    request.body = tiles.map(({ resolved, tile }, at) => ({
      key: `${resolved.definitionKey}/${tile.key}`,
      title: tile.title,
      count: Math.min(countOf.get(at) ?? 0, countCap),
      capped: (countOf.get(at) ?? 0) > countCap,
      list: `${resolved.definitionKey}/${tile.list}`,
      where: tile.where ?? null,
      color: tile.color ?? "default",
    }));
  });
}
