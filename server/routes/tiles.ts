import { decide } from "../../engine/access/index.ts";
import type { Tile } from "../../engine/definition/index.ts";
import { allOf, buildListQuery, type Query } from "../../engine/view/index.ts";
import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { readingAs } from "../database/transaction.ts";
import type { LiveDefinition } from "../definitions/registry.ts";
import type { ApiRouter } from "../http/state.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { readerOf } from "../models/record/lists.ts";
import { conditionFor } from "../models/record/views.ts";
import { catalogOf } from "../projection/catalog.ts";
import { keptCountsOf } from "../projection/kept-counts.ts";
import { compileCounts, type Wanted } from "../query/counts.ts";
import { keptFor, readsKeptCounts } from "../query/kept-count.ts";
import { Parameters } from "../query/parameters.ts";

/** A tile of the subject's roles, and the query or the number behind it. */
type Counted = { package: string; tile: Tile } & ({ query: Query } | { count: number });

function queryOf(ctx: AppContext, subject: Subject, packageKey: string, tile: Tile): Query | undefined {
  const views = ctx.definitions.live(packageKey).pkg.views.lists ?? [];
  const type = views.find(({ key }) => key === tile.list)?.recordType;
  const resolved = type === undefined ? undefined : ctx.definitions.recordType({ definitionKey: packageKey, type });
  const list = resolved?.lists.find(({ key }) => key === tile.list);
  if (!resolved || !list || resolved.base) return undefined;
  const { policy, fields } = compiledOf(resolved);
  const filter = decide(policy, subject, "read");
  if (filter === false) return undefined;
  const asked = { ...list, ...conditionFor(ctx, subject, list.where) };
  const query = buildListQuery(asked, {}, filter, fields);
  return { ...query, reader: readerOf(subject), ...whereOf(query, tile) };
}

const whereOf = (query: Query, { where }: Tile) => {
  const both = allOf([query.where, where]);
  return both ? { where: both } : {};
};

function counted(ctx: AppContext, subject: Subject, packageKey: string, declared: Tile): Counted[] {
  if (!declared.roles.some((role) => subject.roles.includes(role))) return [];
  const tile = { ...declared, ...conditionFor(ctx, subject, declared.where) };
  if (tile.codeList !== undefined) {
    const { items } = ctx.definitions.codeList(tile.codeList);
    return [{ package: packageKey, tile, count: items.filter(({ retired }) => !retired).length }];
  }
  const query = queryOf(ctx, subject, packageKey, tile);
  return query ? [{ package: packageKey, tile, query }] : [];
}

/** Kept numbers where there are some for what is asked. */
function answered(ctx: AppContext, subject: Subject, wanted: readonly Wanted[]): Wanted[] {
  if (!readsKeptCounts(subject.divisionCode)) return [...wanted];
  return wanted.map((one) => {
    const kept = keptFor(one.query, keptCountsOf(ctx.definitions.recordType(one.query.recordType)));
    return kept ? { ...one, kept } : one;
  });
}

async function countedRows(ctx: AppContext, subject: Subject, wanted: readonly Wanted[]) {
  const types = wanted.map(({ query }) => query.recordType);
  const catalog = await catalogOf(ctx.db, ctx.db.app, types);
  const run = async (asked: readonly Wanted[]) => {
    const parameters = new Parameters();
    const { text, isWhole } = compileCounts(asked, catalog, parameters);
    const rows = await readingAs(ctx, subject).run<{ at: number; n: number }>(text, parameters.values);
    return isWhole(rows) ? rows : undefined;
  };
  return (await run(answered(ctx, subject, wanted))) ?? (await run(wanted)) ?? [];
}

/** The numbers of all tiles in one round trip, by the tile's place. */
async function countsOf(ctx: AppContext, subject: Subject, tiles: readonly Counted[]): Promise<Map<number, number>> {
  const counts = new Map(tiles.flatMap((one, at) => ("count" in one ? [[at, one.count] as const] : [])));
  const wanted = tiles.flatMap((one, at) => ("query" in one ? [{ at, query: one.query }] : []));
  if (wanted.length === 0) return counts;
  const rows = await countedRows(ctx, subject, wanted);
  for (const { at, n } of rows) counts.set(at, n);
  return counts;
}

/** Where a package's first menu stands: its tiles follow the menus' order. */
const placeOf = ({ pkg }: LiveDefinition): number =>
  Math.min(Number.MAX_SAFE_INTEGER, ...(pkg.manifest.menus ?? []).map(({ order }) => order ?? Number.MAX_SAFE_INTEGER));

/** GET /tiles: the numbers of the desk, by package in the order of the menus, then as each declares them. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/tiles", async (request) => {
    const subject = requireSubject(request);
    const tiles = ctx.definitions
      .all()
      .toSorted((one, other) => placeOf(one) - placeOf(other))
      .flatMap(({ key, pkg }) => (pkg.views.tiles ?? []).flatMap((tile) => counted(ctx, subject, key, tile)));
    const counts = await countsOf(ctx, subject, tiles);
    request.body = tiles.map(({ package: packageKey, tile }, at) => ({
      key: `${packageKey}/${tile.key}`,
      title: tile.title,
      count: counts.get(at) ?? 0,
      module: ctx.definitions.live(packageKey).pkg.manifest.title,
      list: tile.list === undefined ? null : `${packageKey}/${tile.list}`,
      tile: tile.key,
      codeList: tile.codeList ?? null,
      color: tile.color ?? "default",
    }));
  });
}
