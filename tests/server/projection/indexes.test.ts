import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { wantedIndexes } from "../../../server/projection/indexes.ts";
import { syncAllTables } from "../../../server/projection/sync-indexes.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { stationPackage } from "../records/station-package.ts";

const field = (title: string, rest: object = {}) => ({ title, type: "string", maxLength: 40, ...rest });

/** A list of official records in the order of a code, with a condition, a filter and a tile of its own. */
const depot = (sort: string): PackageFiles => ({
  "manifest.json": JSON.stringify({
    ...{ key: "depots", title: "仓库", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [{ key: "depot", title: "仓库", schema: "depot.schema.json", titleField: "name" }],
  }),
  "depot.schema.json": JSON.stringify({
    ...{ title: "仓库", type: "object", required: ["name"] },
    properties: {
      name: field("名称"),
      code: field("编号"),
      kind: field("类型", { enum: ["open", "closed"], maxLength: undefined }),
      remark: field("备注", { maxLength: 2000 }),
    },
  }),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "depot", roles: ["district-filler"], actions: ["read", "create", "submit"], rows: "division" },
    ],
  }),
  "views.json": JSON.stringify({
    lists: [
      {
        ...{
          key: "depots",
          title: "仓库",
          recordType: "depot",
          of: "inForce",
          columns: [{ field: "name" }],
          search: ["name"],
        },
        ...{ sort: [{ field: sort, order: "asc" }], filters: [{ field: "kind" }, { field: "remark" }] },
        where: { field: "kind", op: "eq", value: "open" },
      },
      {
        ...{ key: "mine", title: "待我办理", recordType: "depot", columns: [{ field: "name" }] },
        where: {
          all: [
            { field: "$turn", op: "eq", value: true },
            { field: "kind", op: "ne", value: "closed" },
          ],
        },
      },
    ],
    tiles: [{ key: "open", title: "开放", list: "depots", roles: ["district-filler"] }],
  }),
});

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [stationPackage, depot("code")] });
});
test.after.always(() => app?.close());

const table = "p_depots__depot";
const definitions = async (): Promise<string[]> => {
  const rows = await app.db.owner("pg_indexes").where({ tablename: table }).select<{ indexdef: string }[]>("indexdef");
  return rows.map(({ indexdef }) => indexdef.replace(/^.* USING /, ""));
};

/** Rows that no command made, so that there is something to plan for. */
async function fill(): Promise<void> {
  await app.db.owner.transaction(async (tx) => {
    await tx.raw(
      "select set_config('tianbao.division_from', repeat('0', 12), true), set_config('tianbao.division_to', repeat('9', 12), true)",
    );
    await tx.raw(`insert into ${table} (revision_id, record_id, is_latest, in_force, counted, status, title, org_unit_id, division_code, open,
        created_by, created_at, updated_at, f_name, f_code, f_kind)
      select gen_random_uuid(), gen_random_uuid(), true, s = 'inForce', true, s, n, 1, '110101000000', false, 1, now(), now(), n, n,
        case when n % 2 = 0 then 'open' else 'closed' end from generate_series(1, 8000) n, unnest(array['inForce', 'draft', 'returned']) s`);
  });
  await app.db.owner.raw(`vacuum analyze ${table}`);
}

/** The plan of a statement as the product's own role gets it, for an account of a district. */
async function planOf(text: string): Promise<string> {
  return app.db.app.transaction(async (tx) => {
    await tx.raw(`select set_config('tianbao.division_from', '110101000000', true), set_config('tianbao.division_to', '110101999999', true),
      set_config('tianbao.unit_only', '', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`);
    const { rows } = await tx.raw(`explain (costs off) ${text}`);
    return rows.map((row: Record<string, string>) => row["QUERY PLAN"]).join("\n");
  });
}

test.serial("a projection has the indexes that its views declare, and behind row security they are used", async (t) => {
  const found = await definitions();
  const has = (definition: string) => t.true(found.includes(definition), `${definition}\n${found.join("\n")}`);
  has("btree (division_code, updated_at DESC NULLS LAST)");
  has("btree (org_unit_id, updated_at DESC NULLS LAST)");
  has('btree (f_code COLLATE "zh-x-icu", record_id)');
  has("btree (f_kind, division_code)");
  has("btree (status, division_code, f_kind, org_unit_id, open, is_latest, in_force)");
  has("btree (record_id) INCLUDE (division_code, f_kind, org_unit_id, open, is_latest, in_force)");
  t.false(found.join().includes("f_remark"), "a text too long for an index entry gets none");

  await fill();
  const sorted = await planOf(
    `select f_name from ${table} p where in_force order by p.f_code collate "zh-x-icu" asc nulls last, p.record_id asc nulls last limit 20`,
  );
  t.regex(sorted, /Index Scan/);
  t.notRegex(sorted, /Sort/);
  const counted = await planOf(
    `select count(*) from ${table} p where in_force and status = 'inForce' and f_kind = 'open' and division_code >= '110101000000' and division_code <= '110101999999'`,
  );
  t.regex(counted, /Index Only Scan/);
});

test.serial("another order is another index, at publishing and at the start; what others made stays", async (t) => {
  await app.db.owner.raw(`create index by_hand on ${table} (title)`);
  await app.db.owner.raw(`create index earlier on ${table} (created_by) where is_latest`);
  const admin = await app.client("admin");
  const baseNumber = app.ctx.definitions.live("depots").number;
  const published = await admin.post("/definitions/depots/versions", { files: depot("name"), baseNumber });
  t.is(published.status, 201, JSON.stringify(published.body));
  const after = (await definitions()).join("\n");
  t.true(after.includes('(f_name COLLATE "zh-x-icu", record_id)'), after);
  t.false(after.includes("f_code"), after);
  t.true(after.includes("btree (title)"));
  t.false(after.includes("(created_by)"), "the rule of earlier versions");

  const whole = (await definitions()).toSorted();
  const { rows } = await app.db.owner.raw(
    "select indexname from pg_indexes where tablename = ? and indexdef like '%f_name COLLATE%'",
    [table],
  );
  await app.db.owner.raw(`drop index "${rows[0].indexname}"`);
  await Promise.all([syncAllTables(app.ctx), syncAllTables(app.ctx)]);
  t.deepEqual((await definitions()).toSorted(), whole, "made again, once");
});

test.serial("a word that many rows have and one that few have are found, counted and put in order alike", async (t) => {
  const filler = await app.client("110101-filler");
  for (const [search, offset] of [
    ["1", 0],
    ["1", 1010],
    ["299", 0],
    ["299", 3],
    ["nothing", 0],
  ] as const) {
    const { status, body } = await filler.post("/lists/depots/depots/query", { search, offset, limit: 5 });
    t.is(status, 200, JSON.stringify(body));
    const { rows } = await app.db.owner.raw(
      `select f_name as name, count(*) over () as n from ${table} where in_force and f_kind = 'open' and f_name like ? order by f_name collate "zh-x-icu"`,
      [`%${search}%`],
    );
    t.deepEqual(
      body.rows.map(({ name }: { name: string }) => name),
      rows.slice(offset, offset + 5).map(({ name }: { name: string }) => name),
      `${search} from ${offset}`,
    );
    const total = Number(rows[0]?.n ?? 0);
    t.deepEqual(body.total, { count: Math.min(total, 1000), capped: total > 1000 }, search);
  }
  const tiles: { key: string; count: number }[] = (await filler.get("/tiles")).body;
  t.is(tiles.find(({ key }) => key === "depots/open")?.count, 4000, "a tile counts exactly");
});

test("a declared set has no index twice and none whose entries could be too long", (t) => {
  for (const resolved of app.ctx.definitions.recordTypes()) {
    const texts = wantedIndexes(resolved).map((index) => JSON.stringify(index));
    t.is(new Set(texts).size, texts.length);
  }
});
